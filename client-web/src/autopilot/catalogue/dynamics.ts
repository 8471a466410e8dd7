import { any, bool, kind, number, numbers, whole, type Group } from "./kind";

export const DYNAMICS: Group = {
  name: "dynamics",
  kinds: [
    kind("integrator", {
      inputs: ["in: number", "reset: bool = 0"],
      outputs: ["out: number"],
      params: [
        any("initial", 0, "where it begins"),
        any("low", -1000000, "the least"),
        any("high", 1000000, "the most, not below low"),
      ],
      later: true,
      price: 3,
      equation: "1/s by Euler's forward method: out = x; then x ← initial if reset, else clamp(x + h·in, low, high); x = initial at first.",
    }),
    kind("derivative", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [number("filter_s", 0.1, 0, 1000, "the time constant of the filter in s")],
      price: 3,
      equation: "s/(filter_s·s + 1) by Euler's backward method: out = (in − x)/(filter_s + h); then x ← x + h·out; at the first step x = in.",
    }),
    kind("rate_limiter", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [
        number("rising", 1, 0, 1000000, "how much a second upward"),
        number("falling", 1, 0, 1000000, "how much a second downward"),
      ],
      price: 3,
      equation: "x ← clamp(in, x − h·falling, x + h·rising); out = x; at the first step x = in.",
    }),
    kind("first_order", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [
        any("gain", 1, "where it goes for an input of 1"),
        number("time_s", 1, 0, 1000, "its time constant in s"),
      ],
      price: 4,
      source: "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8",
      equation: "gain/(time_s·s + 1): q = h/(2·time_s + h); y ← y + q·((gain·in + gain·u) − 2·y); u ← in; out = y; u = 0, y = 0 at first.",
    }),
    kind("second_order", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [
        any("gain", 1, "where it goes for an input of 1"),
        number("omega", 4, 0.001, 100, "ω, its natural frequency in rad/s"),
        number("zeta", 0.7, 0, 100, "ζ, its damping ratio"),
      ],
      price: 7,
      source: "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8",
      equation: "gain·ω²/(s² + 2ζω·s + ω²): k = ω·h/2; n = k²; d = (1 + 2ζ·k) + n; b = gain·n/d; a1 = 2·(n − 1)/d; a2 = ((1 − 2ζ·k) + n)/d; out = b·in + x; x ← (2·b·in − a1·out) + z; z ← b·in − a2·out; x = 0, z = 0 at first.",
    }),
    kind("lead_lag", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [
        number("lead_s", 0.5, 0, 1000, "the time constant above in s"),
        number("lag_s", 0.1, 0, 1000, "the one below in s"),
      ],
      price: 5,
      source: "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8",
      equation: "(lead_s·s + 1)/(lag_s·s + 1): d = 2·lag_s + h; b0 = (2·lead_s + h)/d; b1 = (h − 2·lead_s)/d; a = (h − 2·lag_s)/d; out = b0·in + x; x ← b1·in − a·out; x = 0 at first.",
    }),
    kind("discrete_filter", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [
        numbers("b", [0.5, 0.5], 1, 9, "factors of inputs, the newest first"),
        numbers("a", [0], 1, 8, "factors of outputs, the newest first"),
      ],
      price: 20,
      source: "transposed direct form II: A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, ch. 6",
      equation: "out = b[0]·in + w[1]; w[i] ← (b[i]·in − a[i]·out) + w[i + 1] for i = 1 … 8; a[0] is 1 and not listed: the first of `a` is a[1]; what is not listed is 0; w = 0 at first.",
    }),
    kind("moving_average", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [whole("steps", 8, 1, 64, "how many")],
      grows: ["steps", 2],
      price: 4,
      equation: "w[i] ← in, i ← i + 1 or 0 if that is `steps`; out = (w[0] + w[1] + … )/steps, summed from the left; i = 0, w = 0 at first.",
    }),
    kind("pid", {
      inputs: ["setpoint: number", "measured: number", "manual: bool = 0", "value: number = 0", "feedforward: number = 0"],
      outputs: ["out: number", "saturated: bool"],
      params: [
        any("p", 1, "the gain of the error"),
        any("i", 0, "the gain of its integral, in 1/s"),
        any("d", 0, "the gain of the speed of what is measured, in s"),
        number("filter_s", 0.05, 0, 1000, "the time constant of that speed's filter in s"),
        any("low", -1, "the least that goes out"),
        any("high", 1, "the most, not below low"),
        number("track_s", 0.25, 0, 1000, "in what time the integral follows a bound, in s"),
        bool("angle", false, "whether it is about angles in rad"),
      ],
      price: 14,
      source: "K. J. Åström, R. M. Murray, Feedback Systems, 2nd ed., 2021, ch. 11: filtered derivative of the measurement, back-calculation, bumpless transfer",
      equation: "e = setpoint − measured, wrapped as in wrap_angle if angle. m = measured − x, wrapped the same; at the first step m = 0. v ← v + (m − h·v)/(filter_s + h). c = (p·e − d·v) + feedforward; u = c + y; out = clamp(value if manual else u, low, high); saturated = out ≠ u, and not manual. Then x ← measured, and y ← 0 if i = 0, else out − c if manual, else (y + h·(i·e)) + w·(out − u), w = h/max(track_s, h). v = 0, y = 0 at first. So the integral, if there is one, goes on from any value that was held by hand, and does not wind up beyond the bounds.",
    }),
  ],
};
