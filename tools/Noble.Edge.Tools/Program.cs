using Noble.Edge.Tools;

return NobleToolsCommand.Run(args);
