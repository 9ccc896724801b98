using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

public class TreeSolverTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 3)]
    [InlineData(40, 4)]
    public void Solve_RandomTree_MatchesDenseElimination(int count, int seed)
    {
        var random = new Random(seed);
        var parent = Enumerable.Range(0, count).Select(i => i == 0 ? -1 : random.Next(i)).ToArray();
        var coupling = Random(random, count, 0.1, 2);
        coupling[0] = Vector512<double>.Zero;
        var right = Random(random, count, -1, 1);
        var diagonal = Random(random, count, 0.01, 0.1);
        for (var i = 1; i < count; i++)
        {
            diagonal[i] += coupling[i];
            diagonal[parent[i]] += coupling[i];
        }

        var solution = (Vector512<double>[])right.Clone();
        TreeSolver.Advance(parent, coupling, (Vector512<double>[])diagonal.Clone(), solution, new Vector512<double>[parent.Length], 1);

        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            var matrix = new double[count, count];
            for (var i = 0; i < count; i++)
            {
                matrix[i, i] = diagonal[i][lane];
                if (i > 0)
                {
                    matrix[i, parent[i]] = matrix[parent[i], i] = -coupling[i][lane];
                }
            }

            var expected = DenseSolver.Solve(matrix, [.. right.Select(r => r[lane])]);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(expected[i], solution[i][lane], 1e-10);
            }
        }
    }

    private static Vector512<double>[] Random(Random random, int count, double least, double most)
    {
        var values = new Vector512<double>[count];
        for (var i = 0; i < count; i++)
        {
            for (var lane = 0; lane < Vector512<double>.Count; lane++)
            {
                values[i] = values[i].WithElement(lane, least + (random.NextDouble() * (most - least)));
            }
        }

        return values;
    }
}
