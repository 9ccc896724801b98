namespace Noble.Edge.FirmwareBridge.Tests;

public class NoticeThreadTests
{
    [Fact]
    public void Tell_SlowListener_HoldsUpNobodyAndGetsTheOrder()
    {
        using var gate = new ManualResetEventSlim();
        var told = new List<string>();
        using (var notices = new NoticeThread(line =>
        {
            gate.Wait();
            told.Add(line);
        }))
        {
            // Comes back although nobody listens yet; what is too much is left out.
            for (var i = 0; i < 3_000; i++)
            {
                List<string> lines = [$"{i}"];
                notices.Tell(lines);
                Assert.Empty(lines);
            }

            gate.Set();
        }

        Assert.InRange(told.Count, 1_000, 1_001);
        Assert.Equal(Enumerable.Range(0, told.Count).Select(i => $"{i}"), told);
    }
}
