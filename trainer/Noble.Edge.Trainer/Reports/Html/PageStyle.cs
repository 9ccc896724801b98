namespace Noble.Edge.Trainer;

/// <summary>The style of a report: Okabe and Ito's colours, which those who see fewer colours tell apart, in a light and a dark form.</summary>
internal static class PageStyle
{
    /// <summary>Classes of lines and areas.</summary>
    public const string Solver = "solver", Operator = "operator", Seen = "seen", Unseen = "unseen", OwnClock = "clock", Blend = "blend", Drawn = "drawn";

    public const string Css = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1b;--soft:#5c5c5c;--grid:#e4e4e4;--head:#f3f3f3;--vermillion:#d55e00;--blue:#0072b2;--green:#009e73;--purple:#b4588f}
        @media(prefers-color-scheme:dark){:root{--paper:#161616;--ink:#e8e8e8;--soft:#a8a8a8;--grid:#333;--head:#242424;--vermillion:#ff8a3c;--blue:#56b4e9;--green:#2ec79b;--purple:#e08ac0}}
        body{background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif;max-width:1180px;margin:0 auto;padding:16px 20px 60px}
        h1{font-size:26px;margin:.4em 0 .1em}h2{font-size:20px;margin:2em 0 .3em;border-bottom:1px solid var(--grid);padding-bottom:.2em}h3{font-size:16px;margin:1.4em 0 .3em}
        p{margin:.4em 0;max-width:85ch}p.note,.meta{color:var(--soft);font-size:13.5px}
        .wide{overflow-x:auto;margin:.6em 0}table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums}
        th,td{padding:3px 7px;border-bottom:1px solid var(--grid);text-align:left;white-space:nowrap}td:last-child{white-space:normal}th{background:var(--head);font-weight:600;vertical-align:bottom;white-space:normal}
        .n{text-align:right}ul{padding-left:20px;max-width:85ch}a{color:var(--blue)}
        details{margin:.5em 0}summary{cursor:pointer;font-weight:600;padding:.2em 0}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(275px,1fr));gap:8px 10px}.charts.two{grid-template-columns:repeat(auto-fill,minmax(480px,1fr))}.pair{display:grid;grid-template-columns:720fr 380fr;gap:8px}
        @media(max-width:700px){.pair{grid-template-columns:1fr}.charts.two{grid-template-columns:1fr}}
        .chart{width:100%;height:auto;font:10.5px system-ui,sans-serif;display:block}.chart text{fill:var(--ink)}.chart .title{font-size:11.5px;font-weight:600}.chart .tick{fill:var(--soft)}.chart .label{font-size:9.5px}
        .grid{stroke:var(--grid);fill:none}.frame{stroke:var(--soft);fill:none}
        .line{fill:none;stroke:currentColor;stroke-width:1.3;stroke-linejoin:round}.thick{stroke-width:3}.dashed{stroke-dasharray:4 3}.dot{fill:currentColor;stroke:none;fill-opacity:.75}.area{fill:currentColor;fill-opacity:.22;stroke:none}.bar{fill:currentColor;fill-opacity:.35}.hull{fill:currentColor;fill-opacity:.07;stroke:currentColor}
        .solver{color:var(--ink)}.solver.line{stroke-width:1.8}.operator{color:var(--vermillion)}.seen{color:var(--blue)}.unseen{color:var(--vermillion)}.clock{color:var(--green)}.blend{color:var(--purple)}.drawn{color:var(--green)}
        .chart text.unseen{fill:var(--vermillion)}
        .legend span{margin-right:18px;white-space:nowrap}.legend svg{width:22px;height:10px;margin-right:6px}
        """;

    /// <summary>The class of a split's lines and points.</summary>
    public static string Of(string split) => Training.ModelEvaluation.Rank(split) switch { 0 => Seen, 1 => Unseen, 2 => OwnClock, _ => Blend };
}
