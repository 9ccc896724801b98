namespace Noble.Edge.Neurons.Tests;

/// <summary>The channels of the Allen Institute's all-active cells, after their published equations.</summary>
internal sealed partial record ScalarKinetics
{
    private static readonly double Fixed34 = Math.Pow(2.3, 1.3);

    private static Dictionary<string, ScalarKinetics> Published() => new()
    {
        ["NaTa_t"] = Transient((_, _) => Fixed34, _ => (-38, -66, 6, 6), _ => (0.182, 0.124, 0.015, 0.015)),
        ["NaTs2_t"] = Transient((_, _) => Fixed34, _ => (-32, -60, 6, 6), _ => (0.182, 0.124, 0.015, 0.015)),
        ["NaTa"] = Transient((_, c) => Warm(c, 23), p => (p[4], p[8], p[5], p[9]), p => (p[2], p[3], p[6], p[7])),
        ["NaTs"] = Transient((_, c) => Warm(c, 23), p => (p[4], p[8], p[5], p[9]), p => (p[2], p[3], p[6], p[7])),
        ["Nap"] = new(g => g[0], (v, _, c) => (Falling(v, -48.8, 10), Warm(c, 21) * PersistentInactivation(v)))
        {
            Instantaneous = v => Rising(v, -52.6, 4.6),
        },
        ["Nap_Et2"] = new(
            g => g[0] * g[0] * g[0] * g[1],
            (v, _, _) => (Rising(v, -52.6, 4.6), Fixed34 * ((0.182 * Linoid(-38 - v, 6)) + (0.124 * Linoid(v + 38, 6))) / 6),
            (v, _, _) => (Falling(v, -48.8, 10), Fixed34 * PersistentInactivation(v))),
        ["K_P"] = new(
            g => g[0] * g[0] * g[1],
            (v, p, c) => (
                Rising(v, -14.3 + p[2], 14.6),
                Warm(c, 21) / (p[3] * (v < -50 + p[2] ? 1.25 + (175.03 * Math.Exp(0.026 * (v - p[2]))) : 1.25 + (13 * Math.Exp(-0.026 * (v - p[2])))))),
            (v, p, c) => (
                Falling(v, -54 + p[2], 11),
                Warm(c, 21) / (360 + ((1010 + (24 * (v + 55 - p[2]))) * Bell(v, -75 + p[2], 48))))),
        ["K_Pst"] = new(
            g => g[0] * g[0] * g[1],
            (v, _, _) => (
                Rising(v, -11, 12),
                Fixed34 / (v < -60 ? 1.25 + (175.03 * Math.Exp(0.026 * (v + 10))) : 1.25 + (13 * Math.Exp(-0.026 * (v + 10))))),
            (v, _, _) => (Falling(v, -64, 11), Fixed34 / (360 + ((1010 + (24 * (v + 65))) * Bell(v, -85, 48))))),
        ["K_T"] = new(
            g => Math.Pow(g[0], 4) * g[1],
            (v, p, c) => (Rising(v, -47 + p[2], 29), Warm(c, 21) / (0.34 + (p[3] * 0.92 * Bell(v, -71 + p[2], 59)))),
            (v, p, c) => (Falling(v, -66 + p[2], 10), Warm(c, 21) / (8 + (p[4] * 49 * Bell(v, -73 + p[2], 23))))),
        ["K_Tst"] = new(
            g => Math.Pow(g[0], 4) * g[1],
            (v, _, _) => (Rising(v, -10, 19), Fixed34 / (0.34 + (0.92 * Bell(v, -81, 59)))),
            (v, _, _) => (Falling(v, -76, 10), Fixed34 / (8 + (49 * Bell(v, -83, 23))))),
        ["Kd"] = new(
            g => g[0] * g[1],
            (v, _, _) => (1 - Falling(v, -43, 8), 1),
            (v, _, _) => (Falling(v, -67, 7.3), 1 / 1500.0)),
        ["Kv2like"] = new(
            g => g[0] * g[0] * ((0.5 * g[1]) + (0.5 * g[2])),
            (v, _, c) => OpenClose(0.12 * Linoid(43 - v, 11), 0.02 * Math.Exp(-(v + 1.27) / 120), Warm(c, 21) / 2.5),
            (v, _, c) => (Falling(v, -58, 11), Warm(c, 21) / (360 + ((1010 + (23.7 * (v + 54))) * Bell(v, -75, 48)))),
            (v, _, c) => (Falling(v, -58, 11), 1 / SlowInactivation(v, Warm(c, 21)))),
        ["Kv3_1"] = new(
            g => g[0],
            (v, p, _) => (Rising(v, 18.7 + p[2], 9.7), (1 + Math.Exp((v + 46.56 - p[2]) / -44.14)) / 4)),
        ["Im"] = new(
            g => g[0],
            (v, _, c) => OpenClose(0.0033 * Math.Exp(0.1 * (v + 35)), 0.0033 * Math.Exp(-0.1 * (v + 35)), Warm(c, 21))),
        ["Im_v2"] = new(g => g[0], Kv7),
        ["SK"] = new(g => g[0], (ca, _, _) => (1 / (1 + Math.Pow(0.00043 / (ca < 1e-7 ? ca + 1e-7 : ca), 4.8)), 1))
        {
            IsGatedByCalcium = true,
        },
        ["Ca_HVA"] = new(
            g => g[0] * g[0] * g[1],
            (v, _, _) => OpenClose(0.055 * Linoid(-27 - v, 3.8), 0.94 * Math.Exp((-75 - v) / 17), 1),
            (v, _, _) => OpenClose(0.000457 * Math.Exp((-13 - v) / 50), 0.0065 / (Math.Exp((-v - 15) / 28) + 1), 1)),
        ["Ca_LVA"] = new(
            g => g[0] * g[0] * g[1],
            (v, _, c) => (Rising(v, -40, 6), Warm(c, 21) / (5 + (20 * Falling(v, -35, 5)))),
            (v, _, c) => (Falling(v, -90, 6.4), Warm(c, 21) / (20 + (50 * Falling(v, -50, 7))))),
    };

    private static ScalarKinetics Transient(
        Func<double[], double, double> factor,
        Func<double[], (double M, double H, double SlopeM, double SlopeH)> place,
        Func<double[], (double OpenM, double CloseM, double OpenH, double CloseH)> rate) => new(
        g => g[0] * g[0] * g[0] * g[1],
        (v, p, c) => OpenClose(
            rate(p).OpenM * Linoid(place(p).M - v, place(p).SlopeM), rate(p).CloseM * Linoid(v - place(p).M, place(p).SlopeM), factor(p, c)),
        (v, p, c) => OpenClose(
            rate(p).OpenH * Linoid(v - place(p).H, place(p).SlopeH), rate(p).CloseH * Linoid(place(p).H - v, place(p).SlopeH), factor(p, c)));

    private static (double Steady, double Rate) Kv7(double v, double[] parameters, double celsius)
    {
        var (open, close) = (0.007 * Math.Exp(6 * 0.4 * (v + 48) / 26.12), 0.007 * Math.Exp(-6 * 0.6 * (v + 48) / 26.12));
        return (open / (open + close), Warm(celsius, 30) / (15 + (1 / (open + close))));
    }

    private static double PersistentInactivation(double v) => (2.88e-6 * Linoid(v + 17, 4.63)) + (6.94e-6 * Linoid(-64.4 - v, 2.63));

    private static double SlowInactivation(double v, double factor)
    {
        var tau = (2350 + (1380 * Math.Exp(-0.011 * v)) - (210 * Math.Exp(-0.03 * v))) / factor;
        return tau < 0 ? 0.001 : tau;
    }

    private static double Warm(double celsius, double reference) => Math.Pow(2.3, (celsius - reference) / 10);

    private static double Rising(double v, double half, double slope) => 1 / (1 + Math.Exp(-(v - half) / slope));

    private static double Falling(double v, double half, double slope) => 1 / (1 + Math.Exp((v - half) / slope));

    private static double Bell(double v, double centre, double width) => Math.Exp(-Math.Pow((v - centre) / width, 2));
}
