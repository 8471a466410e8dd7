// Signals over time, by uPlot: its lines, zoom and cursor. What is drawn comes from a recording.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import { STEPS_PER_S, type Recording } from "./recording";

const COLOURS = ["#7df4ff", "#ffd84d", "#d79bff", "#8dff9c", "#ff9d5c", "#8ab8ff", "#ff8ad1", "#c8d4f5"];
/** All plots show the same time under their cursors. */
const SYNC = "bench";
const LEGEND_PX = 46;
/** Farther is a zoom. */
const CLICK_PX = 3;
const GRID = { stroke: "#1b2446", width: 1 };
const MARK_COLOUR = "#ffffff";

/** A signal of a plot, by its name in recordings. */
export interface Trace {
  readonly signal: string;
  readonly label: string;
}

export class Plot {
  readonly element: HTMLElement;
  readonly #frame: HTMLElement;
  #chart: uPlot | null = null;
  #traces: readonly Trace[] = [];
  #hasKept = false;
  /** Where a person has put a mark, in s. The cursor tells how far it is from there. */
  #mark_s: number | null = null;
  /** Whether a person has zoomed in: then time does not run on. */
  #zoomed = false;

  constructor(
    parent: Element,
    readonly unit: string,
  ) {
    this.element = add(parent, "div", "plot");
    this.#frame = add(this.element, "div", "plot-frame");
    new ResizeObserver(() => this.#resize()).observe(this.#frame);
  }

  get isZoomed(): boolean {
    return this.#zoomed;
  }

  get shown(): readonly Trace[] {
    return this.#traces;
  }

  /** Shows these signals, and what they were in a run that was kept. */
  setTraces(traces: readonly Trace[], hasKept: boolean): void {
    const isSame = hasKept === this.#hasKept && JSON.stringify(traces) === JSON.stringify(this.#traces);
    if (isSame && this.#chart !== null) return;
    this.#traces = traces;
    this.#hasKept = hasKept;
    this.#chart?.destroy();
    const options: uPlot.Options = {
      ...this.#size(),
      legend: { live: true },
      cursor: { sync: { key: SYNC }, drag: { x: true, y: false }, focus: { prox: 16 } },
      scales: { x: { time: false } },
      axes: [
        { stroke: "#8695c4", grid: GRID, ticks: GRID, size: 24, font: "10px monospace", values: (_, ticks) => ticks.map((it) => tBench.seconds({ seconds: it })) },
        { stroke: "#8695c4", grid: GRID, ticks: GRID, size: 52, font: "10px monospace", label: this.unit === "-" ? "" : this.unit, labelSize: 14, labelFont: "10px monospace" },
      ],
      series: [
        { label: "t", value: (_, value) => this.#timeText(value) },
        ...traces.map((trace, index) => line(trace.label, index, false)),
        ...(hasKept ? traces.map((trace, index) => line(tBench.kept({ signal: trace.label }), index, true)) : []),
      ],
      hooks: {
        setSelect: [(chart) => (this.#zoomed ||= chart.select.width > 0)],
        draw: [(chart) => this.#drawMark(chart)],
        ready: [(chart) => this.#listen(chart)],
      },
    };
    this.#chart = new uPlot(options, emptyData(options.series.length), this.#frame);
  }

  #timeText(value: number | null): string {
    if (value === null || value === undefined) return "--";
    const text = tBench.seconds({ seconds: value.toFixed(2) });
    return this.#mark_s === null ? text : `${text}, Δ ${tBench.seconds({ seconds: (value - this.#mark_s).toFixed(2) })}`;
  }

  #listen(chart: uPlot): void {
    let pressed = 0;
    chart.over.addEventListener("mousedown", ({ clientX }) => (pressed = clientX));
    chart.over.addEventListener("click", ({ clientX }) => {
      if (Math.abs(clientX - pressed) > CLICK_PX) return;
      const { left } = chart.cursor;
      const at = left === undefined ? null : chart.posToVal(left, "x");
      this.#mark_s = isNear(this.#mark_s, at) ? null : at;
      chart.redraw(false);
    });
    chart.over.addEventListener("dblclick", () => this.unzoom());
  }

  #drawMark(chart: uPlot): void {
    if (this.#mark_s === null) return;
    const x = chart.valToPos(this.#mark_s, "x", true);
    const { left, top, width, height } = chart.bbox;
    if (x < left || x > left + width) return;
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = MARK_COLOUR;
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    ctx.restore();
  }

  unzoom(): void {
    this.#zoomed = false;
    this.#mark_s = null;
  }

  /** Shows the last seconds of a recording, or what a person has zoomed to. */
  show(recording: Recording, kept: Recording | null, window_s: number): void {
    const chart = this.#chart;
    if (chart === null) return;
    const times = recording.times_s;
    const lines = this.#traces.map(({ signal }) => recording.series(signal));
    const keptLines =
      kept === null || !this.#hasKept
        ? []
        : this.#traces.map(({ signal }) => times.map((time) => kept.at(signal, Math.round(time * STEPS_PER_S))));
    chart.setData([times, ...lines, ...keptLines] as uPlot.AlignedData, false);
    if (this.#zoomed) chart.redraw();
    else {
      const end = Math.max(window_s, times.at(-1) ?? 0);
      chart.setScale("x", { min: Math.max(times[0] ?? 0, end - window_s), max: end });
    }
  }

  /** The plot as a picture, its names below. */
  async picture(): Promise<Blob | null> {
    const chart = this.#chart;
    if (chart === null) return null;
    const { width, height } = chart.ctx.canvas;
    const canvas = document.createElement("canvas");
    const line_px = Math.round(16 * devicePixelRatio);
    canvas.width = width;
    canvas.height = height + line_px + 8;
    const ctx = canvas.getContext("2d");
    if (ctx === null) return null;
    ctx.fillStyle = "#03040b";
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(chart.ctx.canvas, 0, 0);
    ctx.font = `${line_px * 0.7}px monospace`;
    let x = 8;
    this.#traces.forEach(({ label }, index) => {
      ctx.fillStyle = colour(index);
      ctx.fillText(label, x, height + line_px * 0.8);
      x += ctx.measureText(`${label}   `).width;
    });
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  remove(): void {
    this.#chart?.destroy();
    this.element.remove();
  }

  #resize(): void {
    const size = this.#size();
    if (this.#chart !== null && (this.#chart.width !== size.width || this.#chart.height !== size.height)) this.#chart.setSize(size);
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(120, this.#frame.clientWidth), height: Math.max(60, this.#frame.clientHeight - LEGEND_PX) };
  }
}

function line(label: string, index: number, isKept: boolean): uPlot.Series {
  return {
    label,
    stroke: isKept ? `${colour(index)}99` : colour(index),
    width: 1.5,
    ...(isKept ? { dash: [5, 4] } : {}),
    points: { show: false },
    value: (_, value) => (value === null || value === undefined ? "--" : String(Number(value.toPrecision(4)))),
  };
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? "#fff";
}

function emptyData(series: number): uPlot.AlignedData {
  return Array.from({ length: series }, () => []) as unknown as uPlot.AlignedData;
}

function isNear(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && Math.abs(one - other) < 1 / STEPS_PER_S;
}
