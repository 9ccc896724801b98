// One parameter set (and one current) per lane: every per-compartment quantity is a vector of eight doubles.
// Where the machine has no 512-bit registers the runtime splits each operation in two, so the code stays one.
global using LaneMath = System.Runtime.Intrinsics.Vector512;
global using Lanes = System.Runtime.Intrinsics.Vector512<double>;
