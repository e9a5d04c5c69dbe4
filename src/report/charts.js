/*
 * Charts of the report, one function for each kind that report_chart.h names: here those that compare things, in
 * courses.js those that follow a number or time.
 *
 * A chart is what C wrote of it: {kind, title, label, zLabel, markLabel, log, and channels x, y, ...}, a channel being
 * {name, values, words}: values are numbers or null, or, where there are words, their places among the words.
 * Rows are the channels side by side. Colours are variables of the style sheet, so that the same drawing serves light,
 * dark and paper. Every function returns an array of elements. Marks of the class "walk" stand for rows: `texts` of their
 * drawing says what each is, for the pointer and for whoever goes from one to the next by keys (report.js).
 */
"use strict";

const cairnDraw = (() => {
    const COLOURS = Array.from({ length: 11 }, (_, i) => `var(--c${i + 1})`);
    const REST = "var(--c8)";

    // Words that mean the same everywhere look the same everywhere.
    const KNOWN = {
        busy: 0, idle: 1, embodied: 2, network: 3, service: 4, training: 5, pretraining: 6, rent: 6, "network-embodied": 8,
        cache: 9, storage: 10, releases: 7, monitoring: 7, repairs: 7, rework: 7, overhead: 8, supply: 10,
        "the answer": 2, selected: 2, contender: 0, "screened out": 7, infeasible: 5, invalid: 7, baseline: 1,
        kept: 2, broken: 5, undecided: 1, agrees: 2, differs: 1, "runner-up": 0,
        "least expected": 2, "the answer as it stands": 0, other: 7, saves: 2, "saves nothing": 7, "breaks a promise": 5,
    };

    const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

    /* Names that begin alike mostly end differently. */
    const shortened = (text, most) =>
        (text.length > most ? `${text.slice(0, Math.ceil(most / 2) - 1)}…${text.slice(text.length - Math.floor(most / 2))}` : text);

    /* On two lines, broken at a space, where one is too short. */
    function wrapped(text, most) {
        const whole = shortened(text, 2 * most - 8);
        if (whole.length <= most)
            return whole;
        const space = whole.lastIndexOf(" ", most);
        const at = whole.length - space <= most + 1 ? space : most;
        return `${whole.slice(0, at).trimEnd()}\n${whole.slice(at).trimStart()}`;
    }

    /* Four digits, or all whole ones in groups; the same as in the tables. */
    function number(value) {
        if (value === null || value === undefined || !Number.isFinite(+value))
            return "";
        if (Math.abs(value) < 1000)
            return String(+(+value).toPrecision(4));
        const digits = String(Math.round(value));
        return Math.abs(value) < 10000 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, "\u202f");
    }
    const plain = (value) => (typeof value === "number" ? number(value) : value);

    /* On an axis there is less room: 1.5M. */
    const tick = (value) => (Math.abs(value) >= 1e5 ? d3.format("~s")(value) : plain(value));

    const CHANNELS = ["x", "y", "x2", "y2", "z", "low", "high", "mark", "fill", "split"];

    /* Rows of a chart: one object for each, with the channels as members. */
    function rowsOf(chart) {
        const channels = CHANNELS.filter((c) => chart[c]);
        const n = channels.length > 0 ? chart[channels[0]].values.length : 0;
        return Array.from({ length: n }, (_, i) => {
            const row = {};
            for (const c of channels) {
                const { values, words } = chart[c];
                row[c] = words && values[i] !== null ? words[values[i]] : values[i];
            }
            return row;
        });
    }

    const different = (rows, channel) => [...new Set(rows.map((row) => row[channel]))];
    const numbers = (rows, channels) =>
        channels.flatMap((c) => rows.map((row) => row[c])).filter((v) => typeof v === "number");

    /* A scale of colours for what rows have as `fill`; what is beyond the palette shares one. */
    function colours(rows, words = different(rows, "fill")) {
        const taken = new Set(words.filter((w) => w in KNOWN).map((w) => KNOWN[w]));
        const free = COLOURS.map((_, i) => i).filter((i) => !taken.has(i));
        let next = 0;
        const range = words.map((w) => {
            if (w in KNOWN)
                return COLOURS[KNOWN[w]];
            return next < free.length ? COLOURS[free[next++]] : REST;
        });
        return {
            domain: words, range, legend: words.length > 1 && words.length <= 24,
            tickFormat: (w) => shortened(String(w ?? "none"), 100),
        };
    }

    /* Room for the names of rows, within two fifths of the width, on two lines where they are long. */
    function naming(rows, width) {
        const most = Math.max(10, Math.floor((width * 0.4) / 6.6));
        const lines = rows.map((row) => wrapped(String(row.y), most).split("\n"));
        const longest = Math.max(0, ...lines.flat().map((line) => line.length));
        return {
            marginLeft: 14 + longest * 6.6, tickFormat: (text) => wrapped(String(text), most),
            rowHeight: lines.some((of) => of.length > 1) ? 34 : 24,
        };
    }

    /* What a row is, in lines: for the box that follows the pointer, and for readers of screens. */
    function described(chart, row, channels = ["y", "x", "low", "high", "mark", "fill"]) {
        const name = (c) => (c === "mark" && chart.markLabel ? chart.markLabel : chart[c].name);
        return channels.filter((c) => chart[c] && row[c] !== null && row[c] !== undefined)
            .map((c) => `${name(c)}: ${typeof row[c] === "number" ? number(row[c]) : cut(row[c], 90)}`).join("\n");
    }

    /* A drawing of rows, whose marks of class "walk" are described by texts. */
    function plot(width, texts, options) {
        const drawing = Plot.plot({
            width, marginTop: options.y.label ? 34 : 20, marginBottom: 44, style: { background: "none", fontSize: "12px", overflow: "visible" }, ...options,
        });
        const svg = drawing.matches("svg") ? drawing : [...drawing.querySelectorAll("svg")].pop();
        svg.texts = texts;
        return drawing;
    }

    const walk = { className: "walk" };

    /* Ticks that do not touch: fewer on a telephone. */
    const few = (width) => Math.max(3, Math.min(9, Math.floor(width / 90)));

    /* An axis of x, named in its middle. */
    const axisX = (chart, width, more) =>
        ({ labelAnchor: "center", labelOffset: 38, label: chart.label || chart.x.name, ticks: few(width), tickFormat: tick, ...more });

    /* On a scale of powers, where points are far apart, lines that reach 0 end at the edge. */
    function scaleX(chart, width, rows, channels) {
        const points = numbers(rows, ["x", "mark"]);
        const log = chart.log && d3.min(points) > 0 && d3.max(points) > 8 * d3.min(points);
        const least = d3.min(numbers(rows, channels).filter((value) => value > 0));
        for (const row of log ? rows.filter((it) => it.low <= 0) : [])
            row.low = least;
        return axisX(chart, width, {
            type: log ? "log" : "linear", nice: true, grid: true, zero: !log,
            ...(log ? { tickFormat: "~g", ticks: Math.min(6, few(width)) } : {}),
        });
    }

    function element(name, text) {
        const made = document.createElement(name);
        made.textContent = text;
        return made;
    }

    /* Drawings side by side where there is room. */
    function beside(drawings) {
        const box = document.createElement("div");
        box.className = "beside";
        box.append(...drawings);
        return box;
    }

    const legend = (scale) => (scale.legend ? [Plot.legend({ color: scale, tickFormat: scale.tickFormat })] : []);
    const note = (text) => element("figcaption", text);

    return {
        axisX, beside, colours, cut, described, different, few, legend, naming, note, number, numbers, plain, plot, rowsOf,
        scaleX, tick, walk,
    };
})();

const cairnCharts = (() => {
    const { axisX, beside, colours, described, different, few, legend, naming, note, number, numbers, plot, rowsOf, scaleX, walk } =
        cairnDraw;
    const MOST_ROWS = 40; // of a chart with a line for each row

    /* Bars of x at each y, cut by fill. One that would dwarf the first is cut off and says how long it is. */
    function stack(chart, width) {
        const rows = rowsOf(chart).filter((row) => row.x !== null);
        const names = different(rows, "y");
        const totals = new Map(d3.rollups(rows, (r) => d3.sum(r, (row) => row.x), (row) => row.y));
        const reach = (name) => d3.sum(rows.filter((row) => row.y === name && row.x > 0), (row) => row.x);
        const limit = 10 * Math.max(reach(names[0]), d3.min(names, reach));
        const most = d3.max(names, reach);
        const end = most > limit && limit > 0 ? limit : most;
        const { marginLeft, tickFormat } = naming(rows, width);
        const least = Math.min(0, d3.min(names, (name) =>
            d3.sum(rows.filter((row) => row.y === name && row.x < 0), (row) => row.x)));
        const texts = rows.map((row) => described(chart, row));
        return [plot(width, texts, {
            marginLeft, marginRight: 70, height: 60 + 34 * names.length,
            x: axisX(chart, width - marginLeft, { grid: true, domain: [least, end] }),
            y: { domain: names, label: null, tickFormat, tickSize: 0 },
            color: colours(rows),
            marks: [
                Plot.barX(rows, { ...walk, x: "x", y: "y", fill: "fill", order: colours(rows).domain, clip: true, insetTop: 2,
                    insetBottom: 2, title: texts, tip: true }),
                Plot.ruleX([0]),
                Plot.text(names, { x: (name) => Math.min(reach(name), end), y: (name) => name, dx: 5, textAnchor: "start",
                    text: (name) => number(totals.get(name)) + (reach(name) > end ? " ▸" : "") }),
            ],
        })];
    }

    /* A point from low to high for each y, with a tick to compare it with. */
    function range(chart, width) {
        const all = rowsOf(chart).filter((row) => row.x !== null);
        const names = different(all, "y").slice(0, MOST_ROWS);
        const rows = all.filter((row) => names.includes(row.y));
        const { marginLeft, tickFormat, rowHeight } = naming(rows, width);
        const texts = rows.map((row) => described(chart, row));
        const x = scaleX(chart, width - marginLeft, rows, ["x", "low", "high", "mark"]);
        return [plot(width, texts, {
            marginLeft, marginRight: 24, height: 60 + rowHeight * names.length, x,
            y: { domain: names, label: null, tickFormat, tickSize: 0, grid: true },
            color: colours(rows),
            marks: [
                ...(chart.mark ? [Plot.tickX(rows, { x: "mark", y: "y", stroke: "currentColor", strokeWidth: 2 })] : []),
                ...(chart.low ? [Plot.ruleY(rows, { x1: "low", x2: "high", y: "y", stroke: "fill", strokeWidth: 3 })] : []),
                Plot.dot(rows, { ...walk, x: "x", y: "y", fill: "fill", r: 5, title: texts, tip: true }),
            ],
        })].concat(all.length > rows.length ? [note(`The first ${names.length} are drawn; the table has all.`)] : [],
            chart.mark && chart.markLabel ? [note(`Tick: ${chart.markLabel}.`)] : []);
    }

    /* A bar for each y from what it is at one end to what it is at the other, the widest on top. */
    function tornado(chart, width) {
        const rows = d3.sort(rowsOf(chart).filter((row) => row.low !== null && row.high !== null),
            (row) => -Math.abs(row.high - row.low));
        const ends = [{ at: "low", fill: chart.low.name }, { at: "high", fill: chart.high.name }];
        const { marginLeft, tickFormat } = naming(rows, width);
        const texts = rows.map((row) => described(chart, row, ["y", "low", "high", "mark"]));
        const from = (row) => row.mark ?? (row.low + row.high) / 2;
        const bar = ({ at, fill }) => Plot.barX(rows, { ...walk, x1: from, x2: at, y: "y", fill: () => fill, insetTop: 3, insetBottom: 3,
            title: texts, tip: true });
        return [plot(width, texts, {
            marginLeft, marginRight: 30, height: 70 + 30 * rows.length,
            x: axisX(chart, width - marginLeft, { grid: true, nice: true, label: chart.label }),
            y: { domain: rows.map((row) => row.y), label: null, tickFormat, tickSize: 0 },
            color: colours(ends),
            marks: [...ends.map(bar), ...(chart.mark ? [Plot.ruleX([rows[0].mark], { strokeWidth: 2 })] : [])],
        })].concat(chart.mark && chart.markLabel ? [note(`Line: ${chart.markLabel}.`)] : []);
    }

    /* A line of points for each split, side by side where there is room. */
    function front(chart, width) {
        const rows = rowsOf(chart);
        const splits = d3.groups(rows, (row) => row.split);
        const each = width > 700 && splits.length > 1 ? width / 2 - 8 : width;
        const scale = colours(rows);
        return [...legend(scale), beside(splits.map(([split, points]) => {
            const texts = points.map((row) => described(chart, row));
            return plot(each, texts, {
                height: 260, marginLeft: 60,
                x: axisX(chart, each, { grid: true, nice: true, ticks: few(each - 60) - 1 }),
                y: { label: split, grid: true, nice: true, ticks: 5, tickFormat: cairnDraw.tick }, color: { ...scale, legend: false },
                marks: [
                    Plot.line(points, { x: "x", y: "y", sort: "x", stroke: "currentColor", strokeOpacity: 0.4 }),
                    Plot.dot(points, { ...walk, x: "x", y: "y", fill: "fill", r: 6, title: texts, tip: true }),
                ],
            });
        }))];
    }

    return { stack, range, tornado, front };
})();
