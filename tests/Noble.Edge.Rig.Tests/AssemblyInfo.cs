// Allocation is counted on the running thread, and a collection that another test causes would blur the count.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
