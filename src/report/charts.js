/*
 * Charts of the report, one function for each kind that report_section.h names.
 *
 * A chart is what C wrote of it: {kind, title, label, markLabel, log, and channels x, y, ...}, a channel being
 * {name, values, words}: values are numbers or null, or, where there are words, their places among the words.
 * Rows are the channels side by side. Colours are variables of the style sheet, so that the same drawing serves light,
 * dark and paper. Every function returns an array of elements.
 */
"use strict";

const cairnCharts = (() => {
    const MOST_ROWS = 40; // of a chart with a line for each row
    const COLOURS = Array.from({ length: 11 }, (_, i) => `var(--c${i + 1})`);
    const REST = "var(--c8)";

    // Words that mean the same everywhere look the same everywhere.
    const KNOWN = {
        busy: 0, idle: 1, embodied: 2, network: 3, service: 4, training: 5, pretraining: 6, rent: 6, "network-embodied": 8,
        cache: 9, storage: 10, releases: 7, monitoring: 7, repairs: 7, rework: 7, overhead: 8, supply: 10,
        "the answer": 2, selected: 2, contender: 0, "screened out": 7, infeasible: 5, baseline: 1,
        kept: 2, broken: 5, undecided: 1, agrees: 2, differs: 1, "runner-up": 0,
    };

    const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
    const number = (value) =>
        value === null || value === undefined || !Number.isFinite(+value) ? ""
            : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en").replaceAll(",", " ")
                : String(+(+value).toPrecision(4));

    /* Rows of a chart: one object for each, with the channels as members. */
    function rowsOf(chart) {
        const channels = ["x", "y", "z", "low", "high", "mark", "fill", "split"].filter((c) => chart[c]);
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
            tickFormat: (w) => cut(String(w ?? "none"), 70),
        };
    }

    /* Room for the names of rows, which are cut to fit a third of the width. */
    function naming(rows, width) {
        const most = Math.max(10, Math.floor((width * 0.4) / 6.6));
        const longest = Math.max(0, ...rows.map((row) => cut(String(row.y), most).length));
        return { marginLeft: 14 + longest * 6.6, tickFormat: (text) => cut(String(text), most) };
    }

    /* The channels of a row for the box that follows the pointer. */
    const told = (chart, also = []) => Object.fromEntries(
        ["y", "x", "low", "high", "mark", "fill", ...also].filter((c) => chart[c])
            .map((c) => [c === "mark" && chart.markLabel ? chart.markLabel : chart[c].name, c]));

    function described(chart, row, also) {
        return Object.entries(told(chart, also)).filter(([, c]) => row[c] !== null && row[c] !== undefined)
            .map(([name, c]) => `${name}: ${typeof row[c] === "number" ? number(row[c]) : cut(row[c], 90)}`)
            .join("\n");
    }

    const base = (width) => ({
        width, marginBottom: 44, style: { background: "none", fontSize: "12px", overflow: "visible" },
    });

    /* An axis of x, named in its middle. */
    const axisX = (chart, more) =>
        ({ labelAnchor: "center", labelOffset: 38, label: chart.label || chart.x.name, ...more });
    const plain = (value) => (typeof value === "number" ? number(value) : value);

    function scaleX(chart, rows, channels) {
        const values = numbers(rows, channels);
        const log = chart.log && values.length > 0 && d3.min(values) > 0 && d3.max(values) > 8 * d3.min(values);
        return axisX(chart, {
            type: log ? "log" : "linear", nice: true, grid: true, zero: !log,
            ...(log ? { tickFormat: "~g", ticks: 6 } : {}),
        });
    }

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
        return [Plot.plot({
            ...base(width), marginLeft, marginRight: 70, height: 60 + 34 * names.length,
            x: axisX(chart, { grid: true, domain: [least, end] }),
            y: { domain: names, label: null, tickFormat, tickSize: 0 },
            color: colours(rows),
            marks: [
                Plot.barX(rows, { x: "x", y: "y", fill: "fill", order: colours(rows).domain, clip: true, insetTop: 2, insetBottom: 2,
                    title: (row) => described(chart, row), tip: true }),
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
        const { marginLeft, tickFormat } = naming(rows, width);
        const x = scaleX(chart, rows, ["x", "low", "high", "mark"]);
        return [Plot.plot({
            ...base(width), marginLeft, marginRight: 24, height: 60 + 24 * names.length, x,
            y: { domain: names, label: null, tickFormat, tickSize: 0, grid: true },
            color: colours(rows),
            marks: [
                ...(chart.mark ? [Plot.tickX(rows, { x: "mark", y: "y", stroke: "currentColor", strokeWidth: 2 })] : []),
                ...(chart.low ? [Plot.ruleY(rows, { x1: "low", x2: "high", y: "y", stroke: "fill", strokeWidth: 3 })] : []),
                Plot.dot(rows, { x: "x", y: "y", fill: "fill", r: 5, title: (row) => described(chart, row), tip: true }),
            ],
        })].concat(all.length > rows.length ? [note(`The first ${names.length} are drawn; the table has all.`)] : [],
            chart.mark && chart.markLabel ? [note(`Tick: ${chart.markLabel}.`)] : []);
    }

    /* A line of points for each split, side by side where there is room. */
    function front(chart, width) {
        const rows = rowsOf(chart);
        const splits = d3.groups(rows, (row) => row.split);
        const each = width > 700 && splits.length > 1 ? width / 2 - 8 : width;
        const scale = colours(rows);
        const plots = splits.map(([split, points]) => Plot.plot({
            ...base(each), height: 260, marginLeft: 60,
            x: axisX(chart, { grid: true, nice: true, ticks: 5 }),
            y: { label: split, grid: true, nice: true, ticks: 5 }, color: { ...scale, legend: false },
            marks: [
                Plot.line(points, { x: "x", y: "y", sort: "x", stroke: "currentColor", strokeOpacity: 0.4 }),
                Plot.dot(points, { x: "x", y: "y", fill: "fill", r: 6, tip: true, title: (row) => described(chart, row) }),
            ],
        }));
        const box = document.createElement("div");
        box.style.cssText = "display:flex;flex-wrap:wrap;gap:16px";
        box.append(...plots);
        return (scale.legend ? [Plot.legend({ color: scale, tickFormat: scale.tickFormat })] : []).concat(box);
    }

    /* Ticks of a scale of words, at most so many. */
    const thinned = (domain, most) => domain.filter((_, i) => i % Math.ceil(domain.length / most) === 0);

    function cells(chart, rows, width) {
        const inOrder = (values) => (values.every((v) => typeof v === "number") ? d3.sort(values) : values);
        const xs = inOrder(different(rows, "x"));
        const zs = inOrder(different(rows, "z")).reverse();
        const ticks = { x: thinned(xs, width / 60), y: thinned(zs, 12) };
        const common = {
            ...base(width), marginLeft: 70, height: Math.min(520, 70 + Math.max(14, 240 / zs.length) * zs.length),
            padding: xs.length > 30 ? 0 : 0.04,
            x: axisX(chart, { domain: xs, ticks: ticks.x, tickFormat: plain }),
            y: { domain: zs, label: chart.zLabel || chart.z.name, ticks: ticks.y, tickFormat: plain },
        };
        const titled = (row) => described(chart, row, ["z"]);
        const cell = (some, fill) => Plot.cell(some, { x: "x", y: "z", fill, title: titled, tip: true });
        return [
            Plot.plot({ ...common, color: colours(rows), marks: [cell(rows, "fill")] }),
            Plot.plot({ ...common, color: { scheme: "YlGnBu", legend: true, label: chart.y.name },
                marks: [cell(rows.filter((row) => row.y !== null), "y")] }),
        ];
    }

    function sweep(chart, width) {
        const rows = rowsOf(chart);
        if (chart.z && rows.length === different(rows, "x").length * different(rows, "z").length)
            return cells(chart, rows, width);
        const words = rows.some((row) => typeof row.x !== "number");
        const values = numbers(rows, ["x"]);
        const log = !words && d3.min(values) > 0 && d3.max(values) > 30 * d3.min(values);
        const many = rows.length > 400;
        const band = { x: "x", y1: "low", y2: "high" };
        const curve = !words && rows.length === different(rows, "x").length;
        return [Plot.plot({
            ...base(width), marginLeft: 60, height: 340, color: colours(rows),
            x: axisX(chart, { type: words ? "point" : log ? "log" : "linear", grid: true,
                ...(words ? { domain: different(rows, "x") } : {}), ...(log ? { tickFormat: "~g" } : {}) }),
            y: { label: chart.y.name, grid: true, zero: true, nice: true },
            marks: [
                ...(curve
                    ? [Plot.areaY(rows, { ...band, fill: "currentColor", fillOpacity: 0.12 }),
                        Plot.line(rows, { x: "x", y: "y", stroke: "currentColor", strokeOpacity: 0.35 })]
                    : [Plot.ruleX(rows, { ...band, stroke: "fill", strokeWidth: 3, strokeOpacity: 0.5 })]),
                Plot.dot(rows, { x: "x", y: "y", fill: "fill", r: many ? 1.5 : 4 }),
                Plot.tip(rows, Plot.pointer({ x: "x", y: "y", title: (row) => described(chart, row) })),
            ],
        })];
    }

    function note(text) {
        const element = document.createElement("figcaption");
        element.textContent = text;
        return element;
    }

    return { stack, range, front, sweep };
})();
