/*
 * Draws the charts of the report into their figures, again when the width changes. Without this script the page is
 * complete: every chart has its table.
 *
 * Keys: a drawing takes the focus; right and left go from mark to mark, Home and End to the first and the last, and what
 * the mark is stands below the drawing and is read aloud. Escape ends it.
 */
"use strict";

(() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const charts = Object.entries(data).filter(([, chart]) => chart);

    /* ---- keys ---- */

    const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

    function walkable(svg, said) {
        const marks = [...svg.querySelectorAll(".walk > *")];
        let at = -1;
        function stand(where) {
            marks[at]?.classList.remove("here");
            at = where;
            marks[at]?.classList.add("here");
            said.textContent = at < 0 ? "" : `${svg.texts[marks[at].__data__].replaceAll("\n", ", ")} (${at + 1} of ${marks.length})`;
        }
        svg.tabIndex = 0;
        svg.addEventListener("blur", () => stand(-1));
        svg.addEventListener("keydown", (event) => {
            if (event.key in STEPS)
                stand(Math.max(0, Math.min(marks.length - 1, at + STEPS[event.key])));
            else if (event.key === "Escape")
                stand(-1);
            else
                return;
            event.preventDefault();
        });
    }

    /* ---- drawing ---- */

    function describe(figure, chart) {
        const said = document.createElement("p");
        said.className = "said";
        said.setAttribute("aria-live", "polite");
        for (const svg of [...figure.querySelectorAll("svg")].filter((it) => it.texts)) {
            svg.setAttribute("role", "img");
            svg.setAttribute("aria-label",
                `Chart: ${chart.title}. Arrow keys go from mark to mark; the figures stand in the table below.`);
            walkable(svg, said);
        }
        figure.append(said);
    }

    function draw(id, chart) {
        const figure = document.getElementById(`${id}-chart`);
        figure.hidden = false;
        const style = getComputedStyle(figure);
        const width = Math.floor(figure.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
        if (figure.dataset.width === String(width))
            return;
        figure.dataset.width = width;
        try {
            figure.replaceChildren(...cairnCharts[chart.kind](chart, Math.max(240, width)));
            describe(figure, chart);
        } catch (error) {
            figure.hidden = true;
            console.error(`chart ${id}: ${error.stack}`);
        }
    }

    const drawAll = () => charts.forEach(([id, chart]) => draw(id, chart));

    let timer;
    addEventListener("resize", () => {
        clearTimeout(timer);
        timer = setTimeout(drawAll, 150);
    });

    // Paper shows what a click would show, but no table of more than a hundred rows (report.css).
    let closed = [];
    addEventListener("beforeprint", () => {
        closed = [...document.querySelectorAll("details:not([open], .bulk)")];
        closed.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

    drawAll();
    performance.mark("drawn");
})();
