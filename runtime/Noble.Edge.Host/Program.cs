using Noble.Edge.Host;

return NobleEdgeCommand.Run(args);
