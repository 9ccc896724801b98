using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class ShippedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_OneModel_IsIt()
    {
        var model = Directory.CreateDirectory(_folder.File("models/only.noble")).FullName;
        Directory.CreateDirectory(_folder.File("models/notes"));
        Assert.Equal(model, ShippedModel.Find(_folder.FullName));
    }

    [Fact]
    public void Find_SeveralWithTheDefault_IsTheDefault()
    {
        Directory.CreateDirectory(_folder.File("models/another.noble"));
        var model = Directory.CreateDirectory(_folder.File($"models/{ShippedModel.Default}")).FullName;
        Assert.Equal(model, ShippedModel.Find(_folder.FullName));
    }

    [Fact]
    public void Find_NoneOrSeveral_SaysHowMany()
    {
        var models = _folder.File("models");
        Assert.Equal($"no model given and none in '{models}', expected --model DIR", Message());
        Directory.CreateDirectory(_folder.File("models/a.noble"));
        Directory.CreateDirectory(_folder.File("models/b.noble"));
        Assert.Equal($"no model given and 2 in '{models}', expected --model DIR", Message());
    }

    private string Message() => Assert.Throws<UserMistakeException>(() => ShippedModel.Find(_folder.FullName)).Message;
}
