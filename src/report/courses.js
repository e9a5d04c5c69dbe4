/*
 * Charts of the report that follow a number or time (charts.js): sweeps, what was followed exactly, maps of two numbers,
 * hours of the week, years.
 */
"use strict";

Object.assign(cairnCharts, (() => {
    const { axisX, beside, colours, described, different, few, legend, numbers, number, plot, rowsOf, scaleX, tick, walk } = cairnDraw;

    /* Ticks of a scale of words, at most so many. */
    const thinned = (domain, most) => domain.filter((_, i) => i % Math.ceil(domain.length / most) === 0);

    /* The widths of drawings side by side. */
    const sharing = (width, n) => (width > 700 && n > 1 ? width / 2 - 8 : width);

    function cells(chart, rows, width) {
        const inOrder = (values) => (values.every((v) => typeof v === "number") ? d3.sort(values) : values);
        const xs = inOrder(different(rows, "x"));
        const zs = inOrder(different(rows, "z")).reverse();
        const common = {
            marginLeft: 70, height: Math.min(520, 70 + Math.max(14, 240 / zs.length) * zs.length),
            padding: xs.length > 30 ? 0 : 0.04,
            x: axisX(chart, width, { domain: xs, ticks: thinned(xs, width / 60) }),
            y: { domain: zs, label: chart.zLabel || chart.z.name, labelAnchor: "top", ticks: thinned(zs, 12), tickFormat: tick },
        };
        function drawn(some, fill, color) {
            const texts = some.map((row) => described(chart, row, ["x", "z", "y", "low", "high", "fill"]));
            return plot(width, texts, { ...common, color,
                marks: [Plot.cell(some, { ...walk, x: "x", y: "z", fill, title: texts, tip: true })] });
        }
        return [drawn(rows, "fill", colours(rows)),
            drawn(rows.filter((row) => row.y !== null), "y", { scheme: "YlGnBu", legend: true, label: chart.y.name })];
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
        const texts = rows.map((row) => described(chart, row));
        return [plot(width, texts, {
            marginLeft: 60, height: 340, color: colours(rows),
            x: axisX(chart, width, { type: words ? "point" : log ? "log" : "linear", grid: true,
                ...(words ? { domain: different(rows, "x"), ticks: undefined } : {}), ...(log ? { tickFormat: "~g" } : {}) }),
            y: { label: chart.y.name, grid: true, zero: true, nice: true, tickFormat: tick },
            marks: [
                ...(curve
                    ? [Plot.areaY(rows, { ...band, fill: "currentColor", fillOpacity: 0.12 }),
                        Plot.line(rows, { x: "x", y: "y", stroke: "currentColor", strokeOpacity: 0.35 })]
                    : [Plot.ruleX(rows, { ...band, stroke: "fill", strokeWidth: 3, strokeOpacity: 0.5 })]),
                Plot.dot(rows, { ...walk, x: "x", y: "y", fill: "fill", r: many ? 1.5 : 4 }),
                Plot.tip(rows, Plot.pointer({ x: "x", y: "y", title: texts })),
            ],
        })];
    }

    /* Straight pieces, each with the colour of what is best there. */
    function lines(chart, width) {
        const rows = rowsOf(chart).filter((row) => row.y !== null);
        const splits = d3.groups(rows, (row) => row.split);
        const each = sharing(width, splits.length);
        const scale = colours(rows);
        return [...legend(scale), beside(splits.map(([split, pieces]) => {
            const texts = pieces.map((row) => described(chart, row, ["fill", "x", "y", "x2", "y2"]));
            const edges = pieces.slice(1).map((row) => row.x);
            const now = pieces[0].mark;
            const shown = now !== null && now !== undefined && now >= pieces[0].x && now <= pieces.at(-1).x2;
            return plot(each, texts, {
                height: 300, marginLeft: 60, marginRight: 24, color: { ...scale, legend: false },
                x: axisX(chart, each - 84, { label: split, grid: true }),
                y: { label: "kgCO2e a year", grid: true, zero: true, nice: true, tickFormat: tick },
                marks: [
                    Plot.ruleX(edges, { stroke: "currentColor", strokeOpacity: 0.5 }),
                    Plot.text(edges, { x: (v) => v, frameAnchor: "top", dy: -14, text: number, stroke: "var(--surface)", strokeWidth: 4, fill: "currentColor" }),
                    ...(shown ? [Plot.ruleX([now], { stroke: "currentColor", strokeDasharray: "4 4" })] : []),
                    Plot.link(pieces, { ...walk, x1: "x", y1: "y", x2: "x2", y2: "y2", stroke: "fill", strokeWidth: 5, title: texts,
                        tip: true }),
                ],
            });
        }))];
    }

    /* Strips around lines at x: what is best from low to high. */
    function plane(chart, width) {
        const rows = rowsOf(chart);
        const xs = d3.sort(different(rows, "x"));
        const middle = (i) => (xs[Math.max(0, i)] + xs[Math.min(xs.length - 1, i + 1)]) / 2;
        const strips = rows.map((row) => {
            const i = xs.indexOf(row.x);
            return { ...row, left: i === 0 ? xs[0] : middle(i - 1), right: i === xs.length - 1 ? xs[i] : middle(i) };
        });
        const texts = rows.map((row) => described(chart, row, ["fill", "x", "low", "high"]));
        return [plot(width, texts, {
            height: 360, marginLeft: 70, color: colours(rows),
            x: axisX(chart, width - 70), y: { label: chart.zLabel, nice: false, ticks: 6, tickFormat: tick },
            marks: [Plot.rect(strips, { ...walk, x1: "left", x2: "right", y1: "low", y2: "high", fill: "fill", shapeRendering: "crispEdges", title: texts,
                tip: true })],
        })];
    }

    const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const clock = (hour) => `${DAYS[Math.floor(hour / 24)]} ${String(hour % 24).padStart(2, "0")}:00`;

    /* Layers over the hours of a week, one drawing for each season. */
    function week(chart, width) {
        const rows = rowsOf(chart);
        const splits = d3.groups(rows, (row) => row.split);
        const order = d3.groupSort(rows, (group) => -d3.sum(group, (row) => row.y), (row) => row.fill);
        const scale = colours(rows, order);
        const height = d3.max(d3.rollups(rows, (r) => d3.sum(r, (row) => row.y), (row) => `${row.split} ${row.x}`), ([, sum]) => sum);
        const days = width > 480 ? DAYS : DAYS.map((day) => day[0]);
        return [...legend(scale), ...splits.map(([split, layers]) => {
            const hours = d3.groups(layers, (row) => row.x).map(([hour, parts]) => ({ hour, sum: d3.sum(parts, (row) => row.y),
                text: `${clock(hour)} UTC\n${chart.y.name}: ${number(d3.sum(parts, (row) => row.y))}\n` +
                    parts.filter((row) => row.y !== 0).map((row) => `${row.fill}: ${number(row.y)}`).join("\n") }));
            const texts = hours.map(({ text }) => text);
            return plot(width, texts, {
                height: 230, marginLeft: 60, color: { ...scale, legend: false },
                x: { domain: [0, 168], ticks: d3.range(0, 168, 24), tickFormat: (hour) => days[hour / 24], labelAnchor: "center",
                    labelOffset: 38, label: splits.length > 1 ? `${split}, hours in UTC` : "hour of the week, UTC" },
                y: { label: chart.y.name, grid: true, nice: true, domain: [0, height], ticks: 4, tickFormat: tick },
                marks: [
                    Plot.rectY(layers, { x1: "x", x2: (row) => row.x + 1, y: "y", fill: "fill", order, inset: 0, shapeRendering: "crispEdges" }),
                    Plot.ruleX(d3.range(0, 168, 24), { stroke: "currentColor", strokeOpacity: 0.15 }),
                    Plot.rect(hours, { ...walk, x1: "hour", x2: ({ hour }) => hour + 1, y1: 0, y2: "sum", fill: "transparent" }),
                    Plot.tip(hours, Plot.pointerX({ x: ({ hour }) => hour + 0.5, y: "sum", title: texts })),
                ],
            });
        })];
    }

    /* Columns for each year, with a tick to compare them with. */
    function years(chart, width) {
        const rows = rowsOf(chart).filter((row) => row.y !== null);
        const texts = rows.map((row) => described(chart, row, ["x", "fill", "y", "mark"]));
        const scale = colours(rows);
        return [plot(width, texts, {
            height: 300, marginLeft: 60, color: { ...scale, legend: scale.domain.length <= 24 },
            x: axisX(chart, width, { type: "band", label: "year", tickFormat: String, ticks: thinned(different(rows, "x"), few(width)) }),
            y: { label: chart.label || chart.y.name, grid: true, nice: true, tickFormat: tick },
            marks: [
                Plot.barY(rows, { ...walk, x: "x", y: "y", fill: "fill", order: scale.domain, insetLeft: 4, insetRight: 4,
                    title: texts, tip: true }),
                Plot.ruleY([0]),
                ...(chart.mark ? [Plot.tickY(rows, { x: "x", y: "mark", stroke: "currentColor", strokeWidth: 2 })] : []),
            ],
        })].concat(chart.mark && chart.markLabel ? [cairnDraw.note(`Tick: ${chart.markLabel}.`)] : []);
    }

    /* Lines over years, one for each fill, in a band, beside a dashed one to compare with. */
    function courses(chart, width) {
        const rows = rowsOf(chart).filter((row) => row.y !== null);
        const texts = rows.map((row) => described(chart, row, ["x", "fill", "y", "low", "high", "mark"]));
        const scale = colours(rows);
        const stroke = chart.fill ? "fill" : "currentColor";
        return [plot(width, texts, {
            height: 300, marginLeft: 60, color: scale,
            x: { type: "point", label: "year", labelAnchor: "center", labelOffset: 38, padding: 0.2,
                ticks: thinned(different(rows, "x"), few(width)), tickFormat: String },
            y: { label: chart.label || chart.y.name, grid: true, zero: true, nice: true, tickFormat: tick },
            marks: [
                ...(chart.low ? [Plot.areaY(rows, { x: "x", y1: "low", y2: "high", fill: "var(--c1)", fillOpacity: 0.2 })] : []),
                ...(chart.mark ? [Plot.line(rows, { x: "x", y: "mark", stroke: "currentColor", strokeDasharray: "4 4" })] : []),
                Plot.line(rows, { x: "x", y: "y", z: "fill", stroke, strokeWidth: 2 }),
                Plot.dot(rows, { ...walk, x: "x", y: "y", fill: stroke, r: 4, title: texts, tip: true }),
            ],
        })].concat(chart.mark ? [cairnDraw.note(`Dashed: ${chart.markLabel || chart.mark.name}.`)] : []);
    }

    /* A scale of powers ends where its points do, not at the next power. */
    function padded(rows) {
        const [least, most] = d3.extent(numbers(rows, ["x", "mark"]));
        return most > 8 * least ? { nice: false, domain: [least / 1.15, most * 1.15] } : {};
    }

    const MOST_SPREADS = 12; // drawings of distributions
    const PROMISED = 95; // % of requests, of which times are promised

    /* How many are through within which time, and a ring at what is promised. */
    function spread(chart, width) {
        const rows = rowsOf(chart).filter((row) => row.x > 0);
        const splits = d3.groups(rows, (row) => row.split);
        const shown = splits.slice(0, MOST_SPREADS);
        const each = sharing(width, shown.length);
        const scale = colours(rows);
        const named = (split) => [...(shown.length > 1 ? [split] : []), ...(scale.legend ? [] : scale.domain), "seconds"].join(", ");
        const drawings = shown.map(([split, points]) => {
            const texts = points.map((row) => described(chart, row, ["split", "fill", "y", "x", "mark"]));
            const rings = points.filter((row) => row.y === PROMISED && row.mark !== null);
            return plot(each, texts, {
                height: 270, marginLeft: 60, marginRight: 24, color: { ...scale, legend: false },
                x: { ...scaleX({ ...chart, label: named(split), log: true }, each - 84, points, ["x", "mark"]), ...padded(points) },
                y: { label: chart.y.name, grid: true, domain: [0, 100], ticks: [0, 25, 50, 75, PROMISED] },
                marks: [
                    Plot.line(points, { x: "x", y: "y", z: "fill", stroke: "fill", strokeWidth: 2.5 }),
                    Plot.dot(points, { ...walk, x: "x", y: "y", fill: "fill", r: 3, title: texts, tip: true }),
                    Plot.ruleX(rings, { x: "mark", y1: 0, y2: "y", stroke: "fill", strokeDasharray: "3 4" }),
                    Plot.dot(rings, { x: "mark", y: "y", stroke: "fill", strokeWidth: 3, fill: "var(--surface)", r: 7 }),
                ],
            });
        });
        return [...legend(scale), beside(drawings)].concat(chart.mark ? [cairnDraw.note(`Ring: promised of ${PROMISED} %.`)] : [],
            splits.length > shown.length ? [cairnDraw.note(`The ${shown.length} nearest to their promises are drawn; the table has all.`)] : []);
    }

    /* Halfway to the neighbours, and as far beyond the first and the last. */
    function edges(values) {
        const middle = values.slice(1).map((v, i) => (v + values[i]) / 2);
        const first = values.length > 1 ? values[0] - (middle[0] - values[0]) : values[0] - 0.5;
        return [first, ...middle, values.length > 1 ? 2 * values.at(-1) - middle.at(-1) : values[0] + 0.5];
    }

    /* Pieces of the line where `beyond` is 0, straight within each square between four points. */
    function level(rows, xs, zs, beyond) {
        const at = new Map(rows.map((row) => [`${xs.indexOf(row.x)} ${zs.indexOf(row.z)}`, row]));
        const crossing = ([a, b]) => {
            const share = beyond(a) / (beyond(a) - beyond(b));
            return [a.x + share * (b.x - a.x), a.z + share * (b.z - a.z)];
        };
        const squares = d3.cross(d3.range(xs.length - 1), d3.range(zs.length - 1), (i, j) =>
            [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map((corner) => at.get(corner.join(" "))));
        return squares.filter((corners) => corners.every((row) => row)).flatMap((corners) => {
            const sides = corners.map((row, i) => [row, corners[(i + 1) % 4]]);
            const ends = sides.filter(([a, b]) => beyond(a) < 0 !== beyond(b) < 0).map(crossing);
            return d3.range(0, ends.length, 2).map((i) => ({ from: ends[i], to: ends[i + 1] }));
        });
    }

    /* Tiles around points, and between points the line at which they are worth what they are compared with. */
    function frontier(chart, width) {
        const rows = rowsOf(chart).filter((row) => row.y !== null);
        if (!chart.z)
            return courses({ ...chart, label: chart.y.name, fill: undefined }, width);
        const [xs, zs] = ["x", "z"].map((channel) => d3.sort(different(rows, channel)));
        const [left, low] = [edges(xs), edges(zs)];
        const tiles = rows.map((row) => ({ ...row, i: xs.indexOf(row.x), j: zs.indexOf(row.z) }));
        const texts = rows.map((row) => described(chart, row, ["x", "z", "y", "mark", "fill"]));
        const pieces = level(rows.filter((row) => row.mark > 0), xs, zs, (row) => row.y / row.mark - 1);
        return [plot(width, texts, {
            marginLeft: 70, height: 380, color: { scheme: "YlOrRd", legend: true, label: chart.y.name, tickFormat: tick },
            x: axisX(chart, width - 70, { domain: [left[0], left.at(-1)], ticks: xs.length <= few(width) ? xs : few(width) }),
            y: { label: chart.zLabel || chart.z.name, domain: [low[0], low.at(-1)], ticks: zs.length <= 8 ? zs : 8, tickFormat: tick },
            marks: [
                Plot.rect(tiles, { ...walk, x1: (t) => left[t.i], x2: (t) => left[t.i + 1], y1: (t) => low[t.j], y2: (t) => low[t.j + 1],
                    fill: "y", shapeRendering: "crispEdges", title: texts, tip: true }),
                Plot.link(pieces, { x1: (p) => p.from[0], y1: (p) => p.from[1], x2: (p) => p.to[0], y2: (p) => p.to[1], stroke: "black",
                    strokeWidth: 2.5, strokeLinecap: "round" }),
            ],
        })].concat(pieces.length > 0 ? [cairnDraw.note(`Line: as much as ${chart.markLabel || chart.mark.name}; on the side of more, gains backfire.`)] : []);
    }

    return { sweep, lines, plane, week, years, courses, spread, frontier };
})());
