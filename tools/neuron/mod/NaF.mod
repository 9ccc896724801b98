TITLE Fast sodium current of a fast-spiking interneuron, m^3 h

COMMENT
Golomb et al. 2007, PLoS Comput Biol 3(8):e156, with a time constant for m: the equations of Mechanisms/Sodium/FastSodium.cs.
ENDCOMMENT

NEURON {
    SUFFIX NaF
    NONSPECIFIC_CURRENT i
    RANGE gbar, e, shiftM, shiftH, tauM, speedH
}

UNITS {
    (S) = (siemens)
    (mV) = (millivolt)
    (mA) = (milliamp)
}

PARAMETER {
    gbar = 0.1125 (S/cm2)
    e = 50 (mV)
    shiftM = 0 (mV)
    shiftH = 0 (mV)
    tauM = 0.03 (ms)
    speedH = 1 (1)
}

ASSIGNED {
    v (mV)
    i (mA/cm2)
    mInf (1)
    hInf (1)
    hTau (ms)
}

STATE { m h }

BREAKPOINT {
    SOLVE states METHOD cnexp
    i = gbar * m * m * m * h * (v - e)
}

INITIAL {
    rates(v)
    m = mInf
    h = hInf
}

DERIVATIVE states {
    rates(v)
    m' = (mInf - m) / tauM
    h' = (hInf - h) / hTau
}

PROCEDURE rates(v (mV)) {
    UNITSOFF
    mInf = 1 / (1 + exp((-24 + shiftM - v) / 11.5))
    hInf = 1 / (1 + exp((v + 58.3 - shiftH) / 6.7))
    hTau = (0.5 + 14 / (1 + exp((v + 60 - shiftH) / 12))) / speedH
    UNITSON
}
