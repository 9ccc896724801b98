namespace Noble.Edge.Neurons.Tests;

public class StimulusTextTests
{
    [Theory]
    [InlineData("step:0.2", "step:0.2,delay=15,duration=400")]
    [InlineData("step:-1e-2, duration=5", "step:-0.01,delay=15,duration=5")]
    [InlineData("ramp:0..0.4,delay=15,duration=400", "ramp:0..0.4,delay=15,duration=400")]
    [InlineData("pulses:amplitude=1,frequency=40,width=2,count=10,delay=20", "pulses:amplitude=1,frequency=40,width=2,count=10,delay=20")]
    [InlineData("sine:amplitude=0.1,frequency=8", "sine:amplitude=0.1,frequency=8,offset=0,phase=0,delay=15,duration=400")]
    [InlineData("chirp:amplitude=0.1,from=1,to=40,sweep=exponential,offset=0.1", "chirp:amplitude=0.1,from=1,to=40,sweep=exponential,offset=0.1,delay=15,duration=400")]
    [InlineData("ou:mean=0.1,sd=0.05,tau=5,seed=7", "ou:mean=0.1,sd=0.05,tau=5,seed=7,grid=0.02,delay=15,duration=400")]
    [InlineData("npy:a+b/c.npy,dt=0.1", "npy:a+b/c.npy,dt=0.1,interpolation=hold,scale=1,delay=15")]
    [InlineData("step:1e+1,duration=10 + ramp:0..1,delay=0", "step:10,delay=15,duration=10+ramp:0..1,delay=0,duration=400")]
    [InlineData("step:1,duration=10 then step:2,duration=10 then step:3,delay=5,duration=1", "step:1,delay=15,duration=10+step:2,delay=25,duration=10+step:3,delay=40,duration=1")]
    [InlineData("step:1,duration=10+step:1,duration=20 then step:2+step:3,duration=1", "step:1,delay=15,duration=10+step:1,delay=15,duration=20+step:2,delay=35,duration=400+step:3,delay=35,duration=1")]
    public void Parse_Text_GivesItsFullForm(string text, string expected)
    {
        var stimulus = Stimulus.Parse(text, _ => [1, 2]);

        Assert.Equal(expected, stimulus.Text);
        Assert.Equal(expected, Stimulus.Parse(expected, _ => [1, 2]).Text);
    }

    [Theory]
    [InlineData("", "stimulus '': expected a piece that begins with step:, ramp:, pulses:, sine:, chirp:, ou:, npy:")]
    [InlineData("stair:1", "stimulus 'stair:1': expected a piece that begins with step:")]
    [InlineData("step:", "stimulus 'step:': expected step:NA[,delay=MS][,duration=MS]")]
    [InlineData("step:much", "found 'much', not a number")]
    [InlineData("step:1,delay=-1", "found delay: expected 0 ms or more")]
    [InlineData("step:1,duration=0", "found duration: expected over 0")]
    [InlineData("step:1,length=4", "found 'length='")]
    [InlineData("step:1,2", "found '2'")]
    [InlineData("step:1,delay=1,delay=2", "found 'delay=2'")]
    [InlineData("step:1 then ramp:1,duration=2", "stimulus 'ramp:1,duration=2': expected ramp:FROM..TO")]
    [InlineData("pulses:amplitude=1,frequency=40,width=2", "found no count")]
    [InlineData("pulses:amplitude=1,frequency=40,width=2,count=0", "found count: expected 1 or more")]
    [InlineData("pulses:amplitude=1,frequency=40,width=26,count=1", "found width: expected at most 25 ms, the time from pulse to pulse")]
    [InlineData("chirp:amplitude=1,from=0,to=4", "found from: expected over 0")]
    [InlineData("chirp:amplitude=1,from=1,to=4,sweep=up", "found sweep 'up', neither linear nor exponential")]
    [InlineData("ou:mean=0,sd=-1,tau=5,seed=1", "found sd: expected 0 or more")]
    [InlineData("ou:mean=0,sd=1,tau=5,seed=1.5", "found seed '1.5', not a whole number")]
    [InlineData("npy:f.npy,dt=0.1", "stimulus 'npy:f.npy,dt=0.1': expected a stimulus without a file")]
    public void Parse_Mistake_NamesThePieceAndWhatWasExpected(string text, string expected)
    {
        var error = Assert.Throws<StimulusFormatException>(() => Stimulus.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Single(error.Message.Split('\n'));
    }
}
