#!/usr/bin/env python3
"""Writes ziggurat_tables.c: run `python3 ziggurat_tables.py > ziggurat_tables.c`.

Method (Marsaglia, Tsang 2000). A decreasing density f on x >= 0 is covered by 256 layers of equal
area v. The lowest is the rectangle [0, r] x [0, f(r)] and the tail beyond r; layer i > 0 is the rectangle
[0, x_i] x [f(x_i), f(x_{i+1})] with x_1 = r. Equal areas give f(x_{i+1}) = f(x_i) + v / x_i, and r is
the number for which the 256th layer ends at f = 1. Layer 0 counts as a rectangle of the width
x_0 = v / f(r), of which [0, r] is inside.

Everything is computed with 60 decimal digits and rounded once; the tables are printed as hexadecimal
literals so that no compiler rounds them again.
"""
from decimal import Decimal as D, getcontext

getcontext().prec = 60
LAYERS = 256


def exponential(x):
    return (-x).exp()


def exponential_inverse(y):
    return -y.ln()


def exponential_tail(r):
    return (-r).exp()


def normal(x):
    return (-x * x / 2).exp()


def normal_inverse(y):
    return max(D(0), -2 * y.ln()).sqrt()


def normal_tail(r):
    """Integral of exp(-x^2/2) beyond r: Laplace's continued fraction for Mills' ratio."""
    t = r
    for k in range(1500, 0, -1):
        t = r + k / t
    return normal(r) / t


def layers(r, f, inverse, tail):
    """x_1 .. x_255 and what is missing to f = 1 at the top, positive when r is too large."""
    v = r * f(r) + tail(r)
    x = [v / f(r), r]
    for _ in range(2, LAYERS):
        y = f(x[-1]) + v / x[-1]
        if y >= 1:
            return None, D(-1)
        x.append(inverse(y))
    return x, 1 - (f(x[-1]) + v / x[-1])


def solve(low, high, f, inverse, tail):
    for _ in range(170):
        r = (low + high) / 2
        if layers(r, f, inverse, tail)[1] > 0:
            high = r
        else:
            low = r
    return layers(high, f, inverse, tail)[0] + [D(0)]


def rows(values, per_line):
    for i in range(0, len(values), per_line):
        print("        " + " ".join(v + "," for v in values[i:i + per_line]))


def write(name, x, f):
    unit = D(2) ** 53
    inside = [int(x[i + 1] / x[i] * unit) for i in range(LAYERS)]
    step = [float(v / unit) for v in x[:LAYERS]]
    print(f"const struct cairn_ziggurat cairn_ziggurat_{name} = {{")
    print(f"    .r = {float(x[1]).hex()},")
    print("    .layer = {")
    rows([f"{{0x{i:014x}, {s.hex()}}}" for i, s in zip(inside, step)], 2)
    print("    },\n    .f = {")
    rows([float(f(v)).hex() for v in x], 4)
    print("    },\n};")


print("/* Written by ziggurat_tables.py, which explains the method; do not edit. */\n")
print('#include "math/ziggurat.h"\n\n/* clang-format off */\n')
write("exponential", solve(D("7.6"), D("7.8"), exponential, exponential_inverse, exponential_tail),
      exponential)
print()
write("normal", solve(D("3.6"), D("3.7"), normal, normal_inverse, normal_tail), normal)
