TITLE Muscarinic (Kv7) potassium current, one gate

COMMENT
Yamada, Koch and Adams 1989; Pospischil et al. 2008, Biol Cybern 99:427: the equations of Mechanisms/Potassium/MCurrent.cs.
ENDCOMMENT

NEURON {
    SUFFIX Km
    NONSPECIFIC_CURRENT i
    RANGE gbar, e, tauMax, shift
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
}

PARAMETER {
    gbar = 1e-4 (S/cm2)
    e = -90 (mV)
    tauMax = 608 (ms)
    shift = 0 (mV)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
    pInf (1)
    pTau (ms)
}

STATE { p }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * p * (v - e)
}

INITIAL {
    rates(v)
    p = pInf
}

DERIVATIVE states {
    rates(v)
    p' = (pInf - p) / pTau
}

PROCEDURE rates(v (mV)) { LOCAL opening
    UNITSOFF
    opening = exp((v - shift + 35) / 20)
    pInf = 1 / (1 + exp((-35 + shift - v) / 10))
    pTau = tauMax / (3.3 * opening + 1 / opening)
    UNITSON
}
