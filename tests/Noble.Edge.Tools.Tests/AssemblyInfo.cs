[assembly: CollectionBehavior(DisableTestParallelization = true)] // the commands write to the one standard output
