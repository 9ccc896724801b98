// libtorch's thread count and default generator belong to the process.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
