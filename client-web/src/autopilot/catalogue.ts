// The kinds of blocks. The golden tests of shared/ write this file from the catalogue in Rust:
// UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden

import type { Group } from "./blockType";

export const GROUPS: readonly Group[] = [
  {
    "name": "structure",
    "types": [
      {
        "equation": "out = what comes in by its name: an input of the model block that holds the model, or a sensor. If the model has an exit of the same name: what went out there with the step before, at first `initial`",
        "inputs": [],
        "kind": "entry",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "signal"
          }
        ],
        "params": [
          {
            "about": "its name to the outside",
            "default": "",
            "name": "name",
            "type": "text"
          },
          {
            "about": "what its ports carry",
            "default": "number",
            "name": "signal",
            "options": [
              "number",
              "bool",
              "vector"
            ],
            "type": "choice"
          },
          {
            "about": "before the first step, each number of it; anything but 0 is true",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "initial",
            "type": "number"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "goes out by its name: an output of the model block that holds the model, or a control",
        "inputs": [
          {
            "name": "in",
            "signal": "signal"
          }
        ],
        "kind": "exit",
        "later": false,
        "outputs": [],
        "params": [
          {
            "about": "its name to the outside",
            "default": "",
            "name": "name",
            "type": "text"
          },
          {
            "about": "what its ports carry",
            "default": "number",
            "name": "signal",
            "options": [
              "number",
              "bool",
              "vector"
            ],
            "type": "choice"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "the model in its place, with what it remembers of its own; `every` is multiplied with that of each block in it",
        "inputs": [],
        "kind": "model",
        "later": false,
        "outputs": [],
        "params": [
          {
            "about": "the name of a model of the same file",
            "default": "",
            "name": "model",
            "type": "text"
          }
        ],
        "price": 0,
        "source": ""
      },
      {
        "equation": "does nothing; a bench plots it",
        "inputs": [
          {
            "name": "in",
            "signal": "signal"
          }
        ],
        "kind": "scope",
        "later": false,
        "outputs": [],
        "params": [
          {
            "about": "what its ports carry",
            "default": "number",
            "name": "signal",
            "options": [
              "number",
              "bool",
              "vector"
            ],
            "type": "choice"
          },
          {
            "about": "the unit, for the plot",
            "default": "-",
            "name": "unit",
            "type": "text"
          }
        ],
        "price": 0,
        "source": ""
      },
      {
        "equation": "does nothing; a bench says so when `in` is false",
        "inputs": [
          {
            "name": "in",
            "signal": "bool"
          }
        ],
        "kind": "assert",
        "later": false,
        "outputs": [],
        "params": [
          {
            "about": "what is wrong then",
            "default": "does not hold",
            "name": "message",
            "type": "text"
          },
          {
            "about": "the first step, from 0, at which it must hold",
            "default": 0,
            "least": 0,
            "most": 1000000,
            "name": "from_step",
            "type": "whole"
          }
        ],
        "price": 0,
        "source": ""
      },
      {
        "equation": "nothing; a text for people",
        "inputs": [],
        "kind": "note",
        "later": false,
        "outputs": [],
        "params": [
          {
            "about": "the text",
            "default": "-",
            "name": "text",
            "type": "text"
          }
        ],
        "price": 0,
        "source": ""
      }
    ]
  },
  {
    "name": "sources",
    "types": [
      {
        "equation": "out = value",
        "inputs": [],
        "kind": "constant",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the number",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "value",
            "type": "number"
          }
        ],
        "price": 0,
        "source": ""
      },
      {
        "equation": "out = value",
        "inputs": [],
        "kind": "flag",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "true or false",
            "default": true,
            "name": "value",
            "type": "bool"
          }
        ],
        "price": 0,
        "source": ""
      },
      {
        "equation": "out = (x, y)",
        "inputs": [],
        "kind": "constant_vector",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [
          {
            "about": "the first number",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "x",
            "type": "number"
          },
          {
            "about": "the second number",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "y",
            "type": "number"
          }
        ],
        "price": 0,
        "source": ""
      },
      {
        "equation": "n = steps made, which stay at 2^20; out = after if n ≥ at_steps, else before",
        "inputs": [],
        "kind": "step",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "before it",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "before",
            "type": "number"
          },
          {
            "about": "after it",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "after",
            "type": "number"
          },
          {
            "about": "at the step with this number, from 0",
            "default": 32,
            "least": 0,
            "most": 1000000,
            "name": "at_steps",
            "type": "whole"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = x; then x ← clamp(x + h·slope, −limit, limit); x = 0 at first",
        "inputs": [],
        "kind": "ramp",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "how much a second",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "slope",
            "type": "number"
          },
          {
            "about": "where it stays",
            "default": 1000.0,
            "least": 0.0,
            "most": 1000000.0,
            "name": "limit",
            "type": "number"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = bias + amplitude·sin(2π·x); then x ← x + h·frequency_hz, minus its whole part; x = phase, minus its whole part, at first",
        "inputs": [],
        "kind": "sine_wave",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "half of the way from crest to trough",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "amplitude",
            "type": "number"
          },
          {
            "about": "waves a second",
            "default": 1.0,
            "least": 0.0,
            "most": 16.0,
            "name": "frequency_hz",
            "type": "number"
          },
          {
            "about": "where it begins, in waves",
            "default": 0.0,
            "least": 0.0,
            "most": 1.0,
            "name": "phase",
            "type": "number"
          },
          {
            "about": "the middle",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "bias",
            "type": "number"
          }
        ],
        "price": 9,
        "source": ""
      },
      {
        "equation": "out = n < width_steps; then n ← n + 1, or 0 if that is period_steps; n = 0 at first",
        "inputs": [],
        "kind": "pulse",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "from one to the next",
            "default": 32,
            "least": 1,
            "most": 100000,
            "name": "period_steps",
            "type": "whole"
          },
          {
            "about": "how long it is true",
            "default": 16,
            "least": 0,
            "most": 100000,
            "name": "width_steps",
            "type": "whole"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "s ← s ^ (s << 13); s ← s ^ (s >> 17); s ← s ^ (s << 5), in 32 bits; out = low + (high − low)·((s >> 8)/2^24). At first s comes of the seed and of the ship's, see above",
        "inputs": [],
        "kind": "random",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the least",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "low",
            "type": "number"
          },
          {
            "about": "the most, which it does not reach",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "high",
            "type": "number"
          },
          {
            "about": "another one gives other numbers",
            "default": 1,
            "least": 0,
            "most": 1000000,
            "name": "seed",
            "type": "whole"
          }
        ],
        "price": 4,
        "source": "G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003"
      }
    ]
  },
  {
    "name": "arithmetic",
    "types": [
      {
        "equation": "out = gain·in",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "gain",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the factor",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "gain",
            "type": "number"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = ((a + b) + c) + d",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "name": "b",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "c",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "d",
            "signal": "number"
          }
        ],
        "kind": "sum",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = a − b",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "name": "b",
            "signal": "number"
          }
        ],
        "kind": "subtract",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a·b",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "name": "b",
            "signal": "number"
          }
        ],
        "kind": "product",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a/b; otherwise if b = 0",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "name": "b",
            "signal": "number"
          }
        ],
        "kind": "divide",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "what it is if b is 0",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "otherwise",
            "type": "number"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = a if a < b, else b",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "name": "b",
            "signal": "number"
          }
        ],
        "kind": "min",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a if a > b, else b",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "name": "b",
            "signal": "number"
          }
        ],
        "kind": "max",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = |in|",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "abs",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = 1 if in > 0, −1 if in < 0, else 0",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "sign",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = √in if in > 0, else 0",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "square_root",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = low if in < low, high if in > high, else in",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "clamp",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the least",
            "default": -1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "low",
            "type": "number"
          },
          {
            "about": "the most, not below low",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "high",
            "type": "number"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = in − width if in > width, in + width if in < −width, else 0",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "deadband",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "how far from 0 it reaches",
            "default": 0.10000000149011612,
            "least": 0.0,
            "most": 1000000.0,
            "name": "width",
            "type": "number"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = step·⌊in/step + 0.5⌋",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "quantiser",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the size of a step",
            "default": 1.0,
            "least": 9.999999974752427e-7,
            "most": 1000000.0,
            "name": "step",
            "type": "number"
          }
        ],
        "price": 3,
        "source": ""
      },
      {
        "equation": "out = sin(in), in in rad, see above",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "sin",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 8,
        "source": ""
      },
      {
        "equation": "out = cos(in), in in rad, see above",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "cos",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 8,
        "source": ""
      },
      {
        "equation": "out = e^in, see above",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "exp",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 8,
        "source": ""
      },
      {
        "equation": "i = how many of x[1] to x[n − 2] are ≤ in; t = (in − x[i])/(x[i + 1] − x[i]), at least 0, at most 1; out = y[i] + t·(y[i + 1] − y[i])",
        "grows": {
          "each": 2,
          "param": "x"
        },
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "table_1d",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "where the points are, ascending",
            "default": [
              0.0,
              1.0
            ],
            "least": 2,
            "most": 64,
            "name": "x",
            "type": "numbers"
          },
          {
            "about": "what it is there, as many as x",
            "default": [
              0.0,
              1.0
            ],
            "least": 2,
            "most": 64,
            "name": "y",
            "type": "numbers"
          }
        ],
        "price": 5,
        "source": ""
      },
      {
        "equation": "i and t of x, j and u of y as in table_1d; a = z[j][i] + t·(z[j][i + 1] − z[j][i]); b the same of z[j + 1]; out = a + u·(b − a); z[j][i] is the element j·(count of x) + i",
        "grows": {
          "each": 4,
          "param": "z"
        },
        "inputs": [
          {
            "name": "x",
            "signal": "number"
          },
          {
            "name": "y",
            "signal": "number"
          }
        ],
        "kind": "table_2d",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "where the columns are, ascending",
            "default": [
              0.0,
              1.0
            ],
            "least": 2,
            "most": 16,
            "name": "x",
            "type": "numbers"
          },
          {
            "about": "where the rows are, ascending",
            "default": [
              0.0,
              1.0
            ],
            "least": 2,
            "most": 16,
            "name": "y",
            "type": "numbers"
          },
          {
            "about": "what it is there, row by row",
            "default": [
              0.0,
              0.0,
              0.0,
              1.0
            ],
            "least": 4,
            "most": 256,
            "name": "z",
            "type": "numbers"
          }
        ],
        "price": 12,
        "source": ""
      },
      {
        "equation": "out = in − τ·⌊in/τ + 0.5⌋ with τ = 6.2831855 (2π as f32)",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "wrap_angle",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 3,
        "source": ""
      }
    ]
  },
  {
    "name": "logic",
    "types": [
      {
        "equation": "out = a test b",
        "inputs": [
          {
            "name": "a",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "b",
            "signal": "number"
          }
        ],
        "kind": "compare",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "how both are compared",
            "default": "<",
            "name": "test",
            "options": [
              "<",
              "<=",
              ">",
              ">=",
              "==",
              "!="
            ],
            "type": "choice"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "x ← true if in > high, false if in < low; out = x; x = false at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "relay",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "below it is off",
            "default": -0.10000000149011612,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "low",
            "type": "number"
          },
          {
            "about": "above it is on, not below low",
            "default": 0.10000000149011612,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "high",
            "type": "number"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = a and b and c and d",
        "inputs": [
          {
            "name": "a",
            "signal": "bool"
          },
          {
            "name": "b",
            "signal": "bool"
          },
          {
            "default": 1.0,
            "name": "c",
            "signal": "bool"
          },
          {
            "default": 1.0,
            "name": "d",
            "signal": "bool"
          }
        ],
        "kind": "and",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a or b or c or d",
        "inputs": [
          {
            "name": "a",
            "signal": "bool"
          },
          {
            "name": "b",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "c",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "d",
            "signal": "bool"
          }
        ],
        "kind": "or",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a or b, and not both",
        "inputs": [
          {
            "name": "a",
            "signal": "bool"
          },
          {
            "name": "b",
            "signal": "bool"
          }
        ],
        "kind": "xor",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = not in",
        "inputs": [
          {
            "name": "in",
            "signal": "bool"
          }
        ],
        "kind": "not",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = then if `if`, else else",
        "inputs": [
          {
            "name": "if",
            "signal": "bool"
          },
          {
            "name": "then",
            "signal": "signal"
          },
          {
            "name": "else",
            "signal": "signal"
          }
        ],
        "kind": "switch",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "signal"
          }
        ],
        "params": [
          {
            "about": "what its ports carry",
            "default": "number",
            "name": "signal",
            "options": [
              "number",
              "bool",
              "vector"
            ],
            "type": "choice"
          }
        ],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = in_i, where i is how many of 1 to 7 are ≤ index",
        "inputs": [
          {
            "name": "index",
            "signal": "number"
          },
          {
            "name": "in_0",
            "signal": "number"
          },
          {
            "name": "in_1",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "in_2",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "in_3",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "in_4",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "in_5",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "in_6",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "in_7",
            "signal": "number"
          }
        ],
        "kind": "multiswitch",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 4,
        "source": ""
      },
      {
        "equation": "out = high if in, else low",
        "inputs": [
          {
            "name": "in",
            "signal": "bool"
          }
        ],
        "kind": "to_number",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "what false is",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "low",
            "type": "number"
          },
          {
            "about": "what true is",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "high",
            "type": "number"
          }
        ],
        "price": 1,
        "source": ""
      }
    ]
  },
  {
    "name": "memory",
    "types": [
      {
        "equation": "x ← false if reset, else true if set; out = x; x = false at first",
        "inputs": [
          {
            "name": "set",
            "signal": "bool"
          },
          {
            "name": "reset",
            "signal": "bool"
          }
        ],
        "kind": "latch",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [],
        "price": 2,
        "source": ""
      },
      {
        "equation": "n ← 0 if reset, else n + 1 if count; n ← 0 if n > limit; out = n; n = 0 at first",
        "inputs": [
          {
            "name": "count",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "reset",
            "signal": "bool"
          }
        ],
        "kind": "counter",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the most; the next is 0",
            "default": 1000000,
            "least": 1,
            "most": 1000000,
            "name": "limit",
            "type": "whole"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "n ← min(n + 1, 2^20) if run, else 0; out = h·n, in s; n = 0 at first",
        "inputs": [
          {
            "name": "run",
            "signal": "bool"
          }
        ],
        "kind": "timer",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = in and not x (rising), x and not in (falling), in ≠ x (either); then x ← in; x = false at first",
        "inputs": [
          {
            "name": "in",
            "signal": "bool"
          }
        ],
        "kind": "edge",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "which change",
            "default": "rising",
            "name": "way",
            "options": [
              "rising",
              "falling",
              "either"
            ],
            "type": "choice"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "n ← steps if in, else max(n − 1, 0); out = n > 0; n = 0 at first",
        "inputs": [
          {
            "name": "in",
            "signal": "bool"
          }
        ],
        "kind": "monostable",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "how long it stays true",
            "default": 8,
            "least": 1,
            "most": 1000000,
            "name": "steps",
            "type": "whole"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "x ← in if sample; out = x; x = initial at first",
        "inputs": [
          {
            "name": "in",
            "signal": "signal"
          },
          {
            "name": "sample",
            "signal": "bool"
          }
        ],
        "kind": "hold",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "signal"
          }
        ],
        "params": [
          {
            "about": "what its ports carry",
            "default": "number",
            "name": "signal",
            "options": [
              "number",
              "bool",
              "vector"
            ],
            "type": "choice"
          },
          {
            "about": "before the first sample; anything but 0 is true",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "initial",
            "type": "number"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = x; then x ← in; x = initial at first",
        "inputs": [
          {
            "name": "in",
            "signal": "signal"
          }
        ],
        "kind": "unit_delay",
        "later": true,
        "outputs": [
          {
            "name": "out",
            "signal": "signal"
          }
        ],
        "params": [
          {
            "about": "what its ports carry",
            "default": "number",
            "name": "signal",
            "options": [
              "number",
              "bool",
              "vector"
            ],
            "type": "choice"
          },
          {
            "about": "before the first step; anything but 0 is true",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "initial",
            "type": "number"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = what `in` was `steps` steps ago; initial before that",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "delay",
        "later": true,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "how long ago",
            "default": 8,
            "least": 1,
            "most": 64,
            "name": "steps",
            "type": "whole"
          },
          {
            "about": "before the first that comes out",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "initial",
            "type": "number"
          }
        ],
        "price": 3,
        "source": ""
      },
      {
        "equation": "the first of the transitions (from, guard, to) with from = s or −1, to ≠ s, and g_guard true: s ← to, changed = true, n ← 0; if there is none: changed = false, n ← min(n + 1, 2^20). state = s, elapsed = h·n in s, is_i = (s = i). s = 0, n = 0 at first",
        "grows": {
          "each": 3,
          "param": "transitions"
        },
        "inputs": [
          {
            "default": 0.0,
            "name": "g_0",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_1",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_2",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_3",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_4",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_5",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_6",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "g_7",
            "signal": "bool"
          }
        ],
        "kind": "state_machine",
        "later": false,
        "outputs": [
          {
            "name": "state",
            "signal": "number"
          },
          {
            "name": "changed",
            "signal": "bool"
          },
          {
            "name": "elapsed",
            "signal": "number"
          },
          {
            "name": "is_0",
            "signal": "bool"
          },
          {
            "name": "is_1",
            "signal": "bool"
          },
          {
            "name": "is_2",
            "signal": "bool"
          },
          {
            "name": "is_3",
            "signal": "bool"
          },
          {
            "name": "is_4",
            "signal": "bool"
          },
          {
            "name": "is_5",
            "signal": "bool"
          },
          {
            "name": "is_6",
            "signal": "bool"
          },
          {
            "name": "is_7",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "what the states are called, separated by commas, for people",
            "default": "-",
            "name": "names",
            "type": "text"
          },
          {
            "about": "three numbers each: state that it leaves, 0 to 7, or −1 for any; guard, 0 to 7; state that it comes to, 0 to 7",
            "default": [
              0.0,
              0.0,
              1.0,
              1.0,
              1.0,
              0.0
            ],
            "least": 3,
            "most": 96,
            "name": "transitions",
            "type": "numbers"
          }
        ],
        "price": 12,
        "source": ""
      },
      {
        "equation": "x ← clamp(x + clamp(in, −1, 1), −2, 2); up = x ≥ 0.5; down = x ≤ −0.5; then x ← x − 1 if up, x + 1 if down; x = 0 at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "modulator",
        "later": false,
        "outputs": [
          {
            "name": "up",
            "signal": "bool"
          },
          {
            "name": "down",
            "signal": "bool"
          }
        ],
        "params": [],
        "price": 4,
        "source": "first-order sigma-delta modulation: H. Inose, Y. Yasuda, J. Murakami, A Telemetering System by Code Modulation, 1962"
      }
    ]
  },
  {
    "name": "dynamics",
    "types": [
      {
        "equation": "1/s by Euler's forward method: out = x; then x ← initial if reset, else clamp(x + h·in, low, high); x = initial at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "reset",
            "signal": "bool"
          }
        ],
        "kind": "integrator",
        "later": true,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "where it begins",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "initial",
            "type": "number"
          },
          {
            "about": "the least",
            "default": -1000000.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "low",
            "type": "number"
          },
          {
            "about": "the most, not below low",
            "default": 1000000.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "high",
            "type": "number"
          }
        ],
        "price": 3,
        "source": ""
      },
      {
        "equation": "s/(filter_s·s + 1) by Euler's backward method: out = (in − x)/(filter_s + h); then x ← x + h·out; at the first step x = in",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "derivative",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the time constant of the filter in s",
            "default": 0.10000000149011612,
            "least": 0.0,
            "most": 1000.0,
            "name": "filter_s",
            "type": "number"
          }
        ],
        "price": 3,
        "source": ""
      },
      {
        "equation": "x ← clamp(in, x − h·falling, x + h·rising); out = x; at the first step x = in",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "rate_limiter",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "how much a second upward",
            "default": 1.0,
            "least": 0.0,
            "most": 1000000.0,
            "name": "rising",
            "type": "number"
          },
          {
            "about": "how much a second downward",
            "default": 1.0,
            "least": 0.0,
            "most": 1000000.0,
            "name": "falling",
            "type": "number"
          }
        ],
        "price": 3,
        "source": ""
      },
      {
        "equation": "gain/(time_s·s + 1): q = h/(2·time_s + h); y ← y + q·((gain·in + gain·u) − 2·y); u ← in; out = y; u = 0, y = 0 at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "first_order",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "where it goes for an input of 1",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "gain",
            "type": "number"
          },
          {
            "about": "its time constant in s",
            "default": 1.0,
            "least": 0.0,
            "most": 1000.0,
            "name": "time_s",
            "type": "number"
          }
        ],
        "price": 4,
        "source": "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8"
      },
      {
        "equation": "gain·ω²/(s² + 2ζω·s + ω²): k = ω·h/2; n = k²; d = (1 + 2ζ·k) + n; b = gain·n/d; a1 = 2·(n − 1)/d; a2 = ((1 − 2ζ·k) + n)/d; out = b·in + x; x ← (2·b·in − a1·out) + z; z ← b·in − a2·out; x = 0, z = 0 at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "second_order",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "where it goes for an input of 1",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "gain",
            "type": "number"
          },
          {
            "about": "ω, its natural frequency in rad/s",
            "default": 4.0,
            "least": 0.0010000000474974513,
            "most": 100.0,
            "name": "omega",
            "type": "number"
          },
          {
            "about": "ζ, its damping ratio",
            "default": 0.699999988079071,
            "least": 0.0,
            "most": 100.0,
            "name": "zeta",
            "type": "number"
          }
        ],
        "price": 7,
        "source": "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8"
      },
      {
        "equation": "(lead_s·s + 1)/(lag_s·s + 1): d = 2·lag_s + h; b0 = (2·lead_s + h)/d; b1 = (h − 2·lead_s)/d; a = (h − 2·lag_s)/d; out = b0·in + x; x ← b1·in − a·out; x = 0 at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "lead_lag",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "the time constant above in s",
            "default": 0.5,
            "least": 0.0,
            "most": 1000.0,
            "name": "lead_s",
            "type": "number"
          },
          {
            "about": "the one below in s",
            "default": 0.10000000149011612,
            "least": 0.0,
            "most": 1000.0,
            "name": "lag_s",
            "type": "number"
          }
        ],
        "price": 5,
        "source": "Tustin's method: K. J. Åström, B. Wittenmark, Computer-Controlled Systems, 3rd ed., 1997, ch. 8"
      },
      {
        "equation": "out = b[0]·in + w[1]; w[i] ← (b[i]·in − a[i]·out) + w[i + 1] for i = 1 … 8; a[0] is 1 and not listed: the first of `a` is a[1]; what is not listed is 0; w = 0 at first",
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "discrete_filter",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "factors of inputs, the newest first",
            "default": [
              0.5,
              0.5
            ],
            "least": 1,
            "most": 9,
            "name": "b",
            "type": "numbers"
          },
          {
            "about": "factors of outputs, the newest first",
            "default": [
              0.0
            ],
            "least": 1,
            "most": 8,
            "name": "a",
            "type": "numbers"
          }
        ],
        "price": 20,
        "source": "transposed direct form II: A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, ch. 6"
      },
      {
        "equation": "w[i] ← in, i ← i + 1 or 0 if that is `steps`; out = (w[0] + w[1] + … )/steps, summed from the left; i = 0, w = 0 at first",
        "grows": {
          "each": 2,
          "param": "steps"
        },
        "inputs": [
          {
            "name": "in",
            "signal": "number"
          }
        ],
        "kind": "moving_average",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "how many",
            "default": 8,
            "least": 1,
            "most": 64,
            "name": "steps",
            "type": "whole"
          }
        ],
        "price": 4,
        "source": ""
      },
      {
        "equation": "e = setpoint − measured, wrapped as in wrap_angle if angle. m = measured − x, wrapped the same; at the first step m = 0. v ← v + (m − h·v)/(filter_s + h). c = (p·e − d·v) + feedforward; u = c + y; out = clamp(value if manual else u, low, high); saturated = out ≠ u, and not manual. Then x ← measured, and y ← out − c if manual, else (y + h·(i·e)) + w·(out − u), w = h/max(track_s, h). v = 0, y = 0 at first. So the integral goes on from any value that was held by hand, and does not wind up beyond the bounds",
        "inputs": [
          {
            "name": "setpoint",
            "signal": "number"
          },
          {
            "name": "measured",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "manual",
            "signal": "bool"
          },
          {
            "default": 0.0,
            "name": "value",
            "signal": "number"
          },
          {
            "default": 0.0,
            "name": "feedforward",
            "signal": "number"
          }
        ],
        "kind": "pid",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          },
          {
            "name": "saturated",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "the gain of the error",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "p",
            "type": "number"
          },
          {
            "about": "the gain of its integral, in 1/s",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "i",
            "type": "number"
          },
          {
            "about": "the gain of the speed of what is measured, in s",
            "default": 0.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "d",
            "type": "number"
          },
          {
            "about": "the time constant of that speed's filter in s",
            "default": 0.05000000074505806,
            "least": 0.0,
            "most": 1000.0,
            "name": "filter_s",
            "type": "number"
          },
          {
            "about": "the least that goes out",
            "default": -1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "low",
            "type": "number"
          },
          {
            "about": "the most, not below low",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "high",
            "type": "number"
          },
          {
            "about": "in what time the integral follows a bound, in s",
            "default": 0.25,
            "least": 0.0,
            "most": 1000.0,
            "name": "track_s",
            "type": "number"
          },
          {
            "about": "whether it is about angles in rad",
            "default": false,
            "name": "angle",
            "type": "bool"
          }
        ],
        "price": 14,
        "source": "K. J. Åström, R. M. Murray, Feedback Systems, 2nd ed., 2021, ch. 11: filtered derivative of the measurement, back-calculation, bumpless transfer"
      }
    ]
  },
  {
    "name": "vectors",
    "types": [
      {
        "equation": "out = (x, y)",
        "inputs": [
          {
            "name": "x",
            "signal": "number"
          },
          {
            "name": "y",
            "signal": "number"
          }
        ],
        "kind": "compose",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "x, y = in",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          }
        ],
        "kind": "split",
        "later": false,
        "outputs": [
          {
            "name": "x",
            "signal": "number"
          },
          {
            "name": "y",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a + b",
        "inputs": [
          {
            "name": "a",
            "signal": "vector"
          },
          {
            "name": "b",
            "signal": "vector"
          }
        ],
        "kind": "vector_add",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "out = a − b",
        "inputs": [
          {
            "name": "a",
            "signal": "vector"
          },
          {
            "name": "b",
            "signal": "vector"
          }
        ],
        "kind": "vector_subtract",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 1,
        "source": ""
      },
      {
        "equation": "f = gain·by; out = (f·in.x, f·in.y)",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          },
          {
            "default": 1.0,
            "name": "by",
            "signal": "number"
          }
        ],
        "kind": "vector_scale",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [
          {
            "about": "a factor",
            "default": 1.0,
            "least": -1000000.0,
            "most": 1000000.0,
            "name": "gain",
            "type": "number"
          }
        ],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = a.x·b.x + a.y·b.y",
        "inputs": [
          {
            "name": "a",
            "signal": "vector"
          },
          {
            "name": "b",
            "signal": "vector"
          }
        ],
        "kind": "dot",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = a.x·b.y − a.y·b.x: positive if b is to the left of a",
        "inputs": [
          {
            "name": "a",
            "signal": "vector"
          },
          {
            "name": "b",
            "signal": "vector"
          }
        ],
        "kind": "cross",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 2,
        "source": ""
      },
      {
        "equation": "out = √(in.x·in.x + in.y·in.y)",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          }
        ],
        "kind": "length",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 3,
        "source": ""
      },
      {
        "equation": "l = √(in.x·in.x + in.y·in.y); out = (in.x/l, in.y/l); (0, 0) if l = 0",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          }
        ],
        "kind": "normalise",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 5,
        "source": ""
      },
      {
        "equation": "length = √(in.x·in.x + in.y·in.y); angle = atan2(in.y, in.x) in rad, −π … π, see above",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          }
        ],
        "kind": "to_polar",
        "later": false,
        "outputs": [
          {
            "name": "length",
            "signal": "number"
          },
          {
            "name": "angle",
            "signal": "number"
          }
        ],
        "params": [],
        "price": 12,
        "source": ""
      },
      {
        "equation": "out = (length·cos(angle), length·sin(angle)), angle in rad, see above",
        "inputs": [
          {
            "default": 1.0,
            "name": "length",
            "signal": "number"
          },
          {
            "name": "angle",
            "signal": "number"
          }
        ],
        "kind": "from_polar",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 12,
        "source": ""
      },
      {
        "equation": "c = cos(angle), s = sin(angle); out = (c·in.x − s·in.y, s·in.x + c·in.y): to the left if angle > 0",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          },
          {
            "name": "angle",
            "signal": "number"
          }
        ],
        "kind": "rotate",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 14,
        "source": ""
      },
      {
        "equation": "out = (in.x·heading.x + in.y·heading.y, in.y·heading.x − in.x·heading.y): x ahead, y to the left",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          },
          {
            "name": "heading",
            "signal": "vector"
          }
        ],
        "kind": "to_ship",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 3,
        "source": ""
      },
      {
        "equation": "out = (in.x·heading.x − in.y·heading.y, in.x·heading.y + in.y·heading.x): the inverse of to_ship",
        "inputs": [
          {
            "name": "in",
            "signal": "vector"
          },
          {
            "name": "heading",
            "signal": "vector"
          }
        ],
        "kind": "from_ship",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 3,
        "source": ""
      },
      {
        "equation": "d = to − from; out.x = d.x − size.x·⌊d.x/size.x + 0.5⌋, or d.x if size.x ≤ 0; y the same",
        "inputs": [
          {
            "name": "from",
            "signal": "vector"
          },
          {
            "name": "to",
            "signal": "vector"
          },
          {
            "name": "size",
            "signal": "vector"
          }
        ],
        "kind": "shortest_way",
        "later": false,
        "outputs": [
          {
            "name": "out",
            "signal": "vector"
          }
        ],
        "params": [],
        "price": 8,
        "source": ""
      },
      {
        "equation": "a = speed² − drift·drift; b = at·drift; c = at·at; D = b·b + a·c; t = (b + √D)/a; reaches = a > 0 and D ≥ 0 and t ≤ life_s; if reaches: time = t, aim = at + drift·t; else time = 0, aim = at. The products are sums of x and y as in dot, speed² = speed·speed",
        "inputs": [
          {
            "name": "at",
            "signal": "vector"
          },
          {
            "name": "drift",
            "signal": "vector"
          }
        ],
        "kind": "lead",
        "later": false,
        "outputs": [
          {
            "name": "aim",
            "signal": "vector"
          },
          {
            "name": "time",
            "signal": "number"
          },
          {
            "name": "reaches",
            "signal": "bool"
          }
        ],
        "params": [
          {
            "about": "how fast the bullet flies, in m/s from its shooter",
            "default": 45.0,
            "least": 0.0010000000474974513,
            "most": 1000.0,
            "name": "speed",
            "type": "number"
          },
          {
            "about": "how long it flies, in s",
            "default": 0.8999999761581421,
            "least": 0.0,
            "most": 1000.0,
            "name": "life_s",
            "type": "number"
          }
        ],
        "price": 14,
        "source": "|at + drift·t| = speed·t, solved for t"
      },
      {
        "equation": "t = −(at·drift)/(drift·drift), at least 0, at most most_s; 0 if drift·drift = 0; time = t; distance = |at + drift·t|",
        "inputs": [
          {
            "name": "at",
            "signal": "vector"
          },
          {
            "name": "drift",
            "signal": "vector"
          }
        ],
        "kind": "closest_approach",
        "later": false,
        "outputs": [
          {
            "name": "time",
            "signal": "number"
          },
          {
            "name": "distance",
            "signal": "number"
          }
        ],
        "params": [
          {
            "about": "how far ahead it looks, in s",
            "default": 10.0,
            "least": 0.0,
            "most": 1000.0,
            "name": "most_s",
            "type": "number"
          }
        ],
        "price": 11,
        "source": "d|at + drift·t|²/dt = 0, solved for t"
      }
    ]
  }
];
