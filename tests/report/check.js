/*
 * What a reader gets of a report: put behind the page by test_report.sh, which has `expected` before it. Lines of
 * "ok NAME" or "not ok NAME" end up in <pre id="checks">.
 *
 * expected: {section: {column: [numbers]}}, straight from the tables of the results file; hours: {section: sum of the chart}.
 */
"use strict";

(() => {
    const lines = [];
    const check = (name, good, why) => lines.push(`${good ? "ok" : "not ok"} ${name}${good || !why ? "" : `: ${why}`}`);
    const charts = Object.entries(JSON.parse(document.getElementById("data").textContent)).filter(([, chart]) => chart);
    const near = (a, b) => Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));

    /* ---- charts ---- */

    // Marks that stand for rows, not axes or grids, and that take room. A level line has no height.
    const marks = (figure) => [...figure.querySelectorAll("svg .walk > *")].filter((mark) => {
        const box = mark.getBoundingClientRect();
        return box.width > 0 && box.height > 0 || box.width + box.height > 0 && mark.tagName === "path";
    });

    const numbers = (channel) => channel.values.filter((v) => v !== null).length;
    const undrawn = charts.filter(([id, chart]) => {
        const figure = document.getElementById(`${id}-chart`);
        return !figure || figure.hidden || marks(figure).length === 0 ||
            (chart.kind === "front" && marks(figure).length !== numbers(chart.x));
    });
    check(`${charts.length} charts are drawn`, charts.length > 0 && undrawn.length === 0, undrawn.map(([id]) => id).join(" "));
    check("each chart says what it is", charts.every(([id]) =>
        document.querySelector(`#${id}-chart svg[role="img"][aria-label]`)));
    const wide = charts.filter(([id]) => {
        const figure = document.getElementById(`${id}-chart`);
        return [...figure.querySelectorAll("svg")].some((svg) =>
            svg.getBoundingClientRect().right > figure.getBoundingClientRect().right + 1);
    });
    check("no chart is wider than its frame", wide.length === 0, wide.map(([id]) => id).join(" "));

    // Right goes to the first mark, End to the last, and what they are is said below.
    const press = (svg, key) => svg.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
    const mute = charts.filter(([id]) => {
        const figure = document.getElementById(`${id}-chart`);
        return ![...figure.querySelectorAll("svg")].filter((svg) => svg.querySelector(".walk")).every((svg) => {
            press(svg, "ArrowRight");
            const first = figure.querySelector(".said").textContent;
            press(svg, "End");
            const last = figure.querySelector(".said").textContent;
            const n = svg.querySelectorAll(".walk > *").length;
            press(svg, "Escape");
            return svg.tabIndex === 0 && first.includes(`(1 of ${n})`) && last.includes(`(${n} of ${n})`) &&
                figure.querySelector(".said").textContent === "" && !figure.querySelector(".here");
        });
    });
    check("marks can be gone through by keys", mute.length === 0, mute.map(([id]) => id).join(" "));

    /* ---- figures ---- */

    const exact = (cell) => Number(cell.querySelector("data")?.value ?? cell.textContent);
    const digits = (text) => Number(Number(text).toPrecision(4));

    for (const [section, columns] of Object.entries(expected)) {
        const table = document.querySelector(`#${section} table`);
        const heads = table ? [...table.querySelectorAll("thead th")].map((th) => th.textContent) : [];
        for (const [column, wanted] of Object.entries(columns)) {
            const at = heads.indexOf(column);
            const cells = at < 0 ? [] : [...table.tBodies[0].rows].map((row) => row.cells[at]).filter((c) => c.textContent);
            const good = cells.length === wanted.length && wanted.length > 0 &&
                cells.every((cell, i) => table.matches(".long") ? near(exact(cell), digits(wanted[i])) : near(exact(cell), wanted[i]));
            check(`${section}, ${column}: as in the file`, good, `${cells.length} of ${wanted.length}`);
        }
    }
    for (const [section, sum] of Object.entries(hours)) {
        const values = charts.find(([id]) => id === section)?.[1].y.values ?? [];
        const all = values.reduce((a, b) => a + b, 0);
        check(`${section}: hours add up to the ledger`, Math.abs(all - sum) < 1e-6 * sum, `${all} of ${sum}`);
    }
    const rounded = [...document.querySelectorAll("data")].filter((data) => {
        const shown = Number(data.textContent.replaceAll("\u202f", ""));
        return !near(shown, Math.abs(data.value) < 9999.5 ? digits(data.value) : Math.round(data.value));
    });
    check("figures are rounded to four digits", rounded.length === 0, rounded.slice(0, 3).map((d) => d.outerHTML).join(" "));

    /* ---- for everyone ---- */

    const tables = [...document.querySelectorAll("table")];
    check("each table has a caption and heads", tables.length > 0 && tables.every((table) => table.caption?.textContent &&
        [...table.querySelectorAll("th")].every((th) => th.scope)));
    check("landmarks", ["header", "main", "footer"].every((name) => document.querySelectorAll(name).length === 1));
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    check("ids are different", new Set(ids).size === ids.length);
    check("labels exist", [...document.querySelectorAll("[aria-labelledby]")].every((element) =>
        document.getElementById(element.getAttribute("aria-labelledby"))));
    check("what scrolls can be reached by keys", [...document.querySelectorAll(".scroll")].every((element) =>
        element.tabIndex === 0 && element.getAttribute("aria-label")));
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((h) => Number(h.tagName[1]));
    check("headings skip no level", levels[0] === 1 && levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1));
    check("nothing is wider than the page", document.documentElement.scrollWidth <= innerWidth,
        `${document.documentElement.scrollWidth} of ${innerWidth}`);

    // WCAG 2.2, 1.4.3: contrast of text at least 4.5, by relative luminance.
    const channel = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
    function behind(element) {
        for (let at = element; at; at = at.parentElement) {
            const colour = parse(getComputedStyle(at).backgroundColor);
            if (colour.length < 4 || colour[3] > 0)
                return colour;
        }
        return [255, 255, 255];
    }
    const faint = ["body", ".question", ".headline", ".finding", "h3", "h4", ".about", "a", "dt", "dd", "thead th", "td", "summary", "figcaption", "footer"]
        .map((selector) => [selector, document.querySelector(selector)]).filter(([, element]) => element)
        .filter(([, element]) => {
            const two = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => b - a);
            return (two[0] + 0.05) / (two[1] + 0.05) < 4.5;
        });
    check(`contrast, ${matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"}`, faint.length === 0,
        faint.map(([selector]) => selector).join(" "));

    const drawn = performance.getEntriesByName("drawn")[0];
    const result = document.createElement("pre");
    result.id = "checks";
    result.textContent = `\n${lines.join("\n")}\n# drawn after ${drawn ? Math.round(drawn.startTime) : "?"} ms\n`;
    document.body.append(result);
})();
