TITLE Slowly inactivating d-type current of the Kv1 family, a^3 b

COMMENT
Golomb et al. 2007, PLoS Comput Biol 3(8):e156: the equations of Mechanisms/Potassium/Kv1.cs.
ENDCOMMENT

NEURON {
    SUFFIX Kv1
    NONSPECIFIC_CURRENT i
    RANGE gbar, e
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
}

PARAMETER {
    gbar = 1e-4 (S/cm2)
    e = -90 (mV)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
    aInf (1)
    bInf (1)
}

STATE { a b }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * a * a * a * b * (v - e)
}

INITIAL {
    rates(v)
    a = aInf
    b = bInf
}

DERIVATIVE states {
    rates(v)
    a' = (aInf - a) / 2
    b' = (bInf - b) / 150
}

PROCEDURE rates(v (mV)) {
    UNITSOFF
    aInf = 1 / (1 + exp((-50 - v) / 20))
    bInf = 1 / (1 + exp((v + 70) / 6))
    UNITSON
}
