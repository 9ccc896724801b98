using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Noble.Edge.Neurons.Tests")]
