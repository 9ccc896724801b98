TITLE Fast delayed rectifier of the Kv3 family, n^2

COMMENT
Golomb et al. 2007, PLoS Comput Biol 3(8):e156: the equations of Mechanisms/Potassium/Kv3.cs.
ENDCOMMENT

NEURON {
    SUFFIX Kv3
    NONSPECIFIC_CURRENT i
    RANGE gbar, e, shift, speed
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
}

PARAMETER {
    gbar = 0.225 (S/cm2)
    e = -90 (mV)
    shift = 0 (mV)
    speed = 1 (1)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
    nInf (1)
    nTau (ms)
}

STATE { n }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * n * n * (v - e)
}

INITIAL {
    rates(v)
    n = nInf
}

DERIVATIVE states {
    rates(v)
    n' = (nInf - n) / nTau
}

PROCEDURE rates(v (mV)) {
    UNITSOFF
    nInf = 1 / (1 + exp((-12.4 + shift - v) / 6.8))
    nTau = (0.087 + 11.4 / (1 + exp((v - shift + 14.6) / 8.6))) * (0.087 + 11.4 / (1 + exp((1.3 + shift - v) / 18.7))) / speed
    UNITSON
}
