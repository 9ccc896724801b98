TITLE Sodium current of fast-spiking mouse neurons, twelve Markov states

COMMENT
Carter, Giessel, Sabatini and Bean 2012, Neuron 75:1081: the equations of Mechanisms/Sodium/MarkovSodium.cs, which says where it starts.
ENDCOMMENT

NEURON {
    SUFFIX NaV
    NONSPECIFIC_CURRENT i
    RANGE gbar, e
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
}

PARAMETER {
    gbar = 0.015 (S/cm2)
    e = 50 (mV)
}

ASSIGNED {
    v (mV)
    celsius (degC)
    i (mA/cm2)
    a (/ms)
    b (/ms)
    q (/ms)
}

STATE { C1 C2 C3 C4 C5 O I1 I2 I3 I4 I5 I6 }

BREAKPOINT {
    SOLVE chain METHOD sparse
    i = gbar * O * (v - e)
}

INITIAL {
    q = 2.3^((celsius - 37) / 10)
    rates(v)
    SOLVE start
}

KINETIC chain {
    rates(v)
    ~ C1 <-> C2 (4 * a, b)
    ~ I1 <-> I2 (4 * a * 2.51, b / 5.32)
    ~ C2 <-> C3 (3 * a, 2 * b)
    ~ I2 <-> I3 (3 * a * 2.51, 2 * b / 5.32)
    ~ C3 <-> C4 (2 * a, 3 * b)
    ~ I3 <-> I4 (2 * a * 2.51, 3 * b / 5.32)
    ~ C4 <-> C5 (a, 4 * b)
    ~ I4 <-> I5 (a * 2.51, 4 * b / 5.32)
    ~ C5 <-> O (250 * q, 60 * q)
    ~ I5 <-> I6 (250 * q, 60 * q)
    ~ C1 <-> I1 (0.01 * q, 40 * q)
    ~ C2 <-> I2 (0.0251 * q, 7.518796992481203 * q)
    ~ C3 <-> I3 (0.063001 * q, 1.4133077053536094 * q)
    ~ C4 <-> I4 (0.15813251 * q, 0.2656593431115807 * q)
    ~ C5 <-> I5 (0.3969126001 * q, 0.04993596675029712 * q)
    ~ O <-> I6 (8 * q, 0.05 * q)
    CONSERVE C1 + C2 + C3 + C4 + C5 + O + I1 + I2 + I3 + I4 + I5 + I6 = 1
}

LINEAR start {
    ~ C2 * (b) + I1 * (40 * q) - C1 * (4 * a + 0.01 * q) = 0
    ~ C1 * (4 * a) + C3 * (2 * b) + I2 * (7.518796992481203 * q) - C2 * (b + 3 * a + 0.0251 * q) = 0
    ~ C2 * (3 * a) + C4 * (3 * b) + I3 * (1.4133077053536094 * q) - C3 * (2 * b + 2 * a + 0.063001 * q) = 0
    ~ C3 * (2 * a) + C5 * (4 * b) + I4 * (0.2656593431115807 * q) - C4 * (3 * b + a + 0.15813251 * q) = 0
    ~ C4 * (a) + O * (60 * q) + I5 * (0.04993596675029712 * q) - C5 * (4 * b + 250 * q + 0.3969126001 * q) = 0
    ~ C5 * (250 * q) + I6 * (0.05 * q) - O * (60 * q + 8 * q) = 0
    ~ I2 * (b / 5.32) + C1 * (0.01 * q) - I1 * (4 * a * 2.51 + 40 * q) = 0
    ~ I1 * (4 * a * 2.51) + I3 * (2 * b / 5.32) + C2 * (0.0251 * q) - I2 * (b / 5.32 + 3 * a * 2.51 + 7.518796992481203 * q) = 0
    ~ I2 * (3 * a * 2.51) + I4 * (1.4133077053536094 * q) + C3 * (0.063001 * q) - I3 * (2 * b / 5.32 + 2 * a * 2.51 + 1.4133077053536094 * q) = 0
    ~ I3 * (2 * a * 2.51) + I5 * (4 * b / 5.32) + C4 * (0.15813251 * q) - I4 * (3 * b / 5.32 + a * 2.51 + 0.2656593431115807 * q) = 0
    ~ I4 * (a * 2.51) + I6 * (60 * q) + C5 * (0.3969126001 * q) - I5 * (4 * b / 5.32 + 250 * q + 0.04993596675029712 * q) = 0
    ~ C1 + C2 + C3 + C4 + C5 + O + I1 + I2 + I3 + I4 + I5 + I6 = 1
}

PROCEDURE rates(v (mV)) {
    UNITSOFF
    a = q * 400 * exp(v / 24)
    b = q * 12 * exp(-v / 24)
    UNITSON
}
