namespace Noble.Edge.Rig.Tests;

/// <summary>A test against the Mosquitto broker; skipped, and said so, where it is not installed.</summary>
internal sealed class MosquittoFactAttribute : FactAttribute
{
    public MosquittoFactAttribute()
    {
        if (!Mosquitto.IsInstalled)
        {
            Skip = $"{Mosquitto.Program} is not installed: apt-get install mosquitto";
        }
    }
}
