using System.CommandLine;
using Noble.Edge.Trainer;

var root = new RootCommand("Trains NOBLE operators: simulate neurons, train, evaluate, export a model folder for noble-edge.")
{
    SimulateCommand.Create(),
    MergeCommand.Create(),
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    ExportCommand.Create(),
    ImportCommand.Create(),
    FeaturesCommand.Create(),
    HofCommand.Create(),
    TargetsCommand.Create(),
};

return CommandRunner.Run(root, args);
