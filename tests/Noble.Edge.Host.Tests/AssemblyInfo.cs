// The tests start processes that render and pace; side by side they would only take the processors from each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
