#!/usr/bin/env python3
"""Writes ziggurat_tables.h: run `python3 ziggurat_tables.py > ziggurat_tables.h`.

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


def table(kind, name, values, per_line, text):
    print(f"static const {kind} {name}[{len(values)}] = {{")
    for i in range(0, len(values), per_line):
        print("    " + " ".join(text(v) + "," for v in values[i:i + per_line]))
    print("};\n")


def write(name, x, f):
    unit = D(2) ** 53
    inside = [int(x[i + 1] / x[i] * unit) for i in range(LAYERS)]
    print(f"static const double {name}_r = {float(x[1]).hex()};\n")
    table("uint64_t", f"{name}_inside", inside, 4, lambda v: f"0x{v:014x}")
    table("double", f"{name}_step", [v / unit for v in x[:LAYERS]], 3, lambda v: float(v).hex())
    table("double", f"{name}_f", [f(v) for v in x], 3, lambda v: float(v).hex())


print("/* Written by ziggurat_tables.py, which explains the method; do not edit. x_i = step[i] * 2^53;")
print(" * inside[i] = floor(2^53 x_{i+1} / x_i); f[i] = f(x_i), f[256] = 1. */\n\n/* clang-format off */\n")
write("exponential", solve(D("7.6"), D("7.8"), exponential, exponential_inverse, exponential_tail),
      exponential)
write("normal", solve(D("3.6"), D("3.7"), normal, normal_inverse, normal_tail), normal)
