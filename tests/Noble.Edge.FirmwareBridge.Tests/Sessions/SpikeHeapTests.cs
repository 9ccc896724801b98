namespace Noble.Edge.FirmwareBridge.Tests;

public class SpikeHeapTests
{
    [Fact]
    public void Pop_RandomOperations_MatchASortedList()
    {
        var random = new Random(6);
        var heap = new SpikeHeap(500);
        var model = new List<(long Time, int Order, ushort Line)>();
        for (var round = 0; round < 50_000; round++)
        {
            var kind = random.Next(200);
            if (kind < 100 && !heap.IsFull)
            {
                var (time, line) = (random.Next(300), (ushort)round);
                heap.Push(time, line);
                model.Add((time, round, line));
            }
            else if (kind < 199 && heap.Count > 0)
            {
                var first = model.Min();
                model.Remove(first);
                Assert.Equal((first.Time, first.Line), (heap.First.Nanoseconds, heap.First.Line));
                Assert.Equal(first.Line, heap.Pop().Line);
            }
            else if (kind == 199)
            {
                var from = random.Next(350);
                Assert.Equal(model.RemoveAll(spike => spike.Time >= from), heap.RemoveFrom(from));
            }

            Assert.Equal(model.Count, heap.Count);
        }
    }
}
