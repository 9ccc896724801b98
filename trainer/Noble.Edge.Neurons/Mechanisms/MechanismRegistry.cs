using System.Collections.Frozen;

namespace Noble.Edge.Neurons;

/// <summary>Mechanisms by name.</summary>
public sealed class MechanismRegistry
{
    private readonly FrozenDictionary<string, Mechanism> _byName;

    /// <summary>Collects mechanisms.</summary>
    /// <exception cref="ArgumentException">Two mechanisms share a name.</exception>
    public MechanismRegistry(IEnumerable<Mechanism> mechanisms)
    {
        ArgumentNullException.ThrowIfNull(mechanisms);
        var byName = new Dictionary<string, Mechanism>(StringComparer.Ordinal);
        foreach (var mechanism in mechanisms)
        {
            if (!byName.TryAdd(mechanism.Name, mechanism))
            {
                throw new ArgumentException($"Mechanism '{mechanism.Name}' is registered twice.", nameof(mechanisms));
            }
        }

        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The mechanisms of this library.</summary>
    public static MechanismRegistry BuiltIn { get; } = new(
    [
        new Channel<PassiveLeak>(),
        new Channel<HodgkinHuxleySodium>(),
        new Channel<HodgkinHuxleyPotassium>(),
        new Channel<FastSodium>(),
        new Channel<Kv3>(),
        new Channel<Kv1>(),
        new Channel<MCurrent>(),
        new Channel<HCurrent>(),
        new CalciumDynamics(),
        new Channel<CalciumHighVoltage>(),
        new Channel<CalciumLowVoltage>(),
        new Channel<MuscarinicPotassium>(),
        new Channel<MuscarinicPotassiumKv7>(),
        new Channel<PersistentPotassium>(),
        new Channel<PersistentPotassiumShifted>(),
        new Channel<TransientPotassium>(),
        new Channel<TransientPotassiumShifted>(),
        new Channel<SlowlyInactivatingPotassium>(),
        new Channel<DelayedRectifierKv2>(),
        new Channel<FastDelayedRectifierKv31>(),
        new Channel<SodiumTransientAxonal>(),
        new Channel<SodiumTransientAxonalShifted>(),
        new Channel<SodiumTransientSomatic>(),
        new Channel<SodiumTransientSomaticShifted>(),
        new MarkovSodium(),
        new Channel<SodiumPersistent>(),
        new Channel<SodiumPersistentGated>(),
        new Channel<CalciumActivatedPotassium>(),
    ]);

    /// <summary>Registered names, in alphabetical order.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>This registry with more mechanisms.</summary>
    public MechanismRegistry With(params IEnumerable<Mechanism> mechanisms) => new(_byName.Values.Concat(mechanisms));

    /// <summary>Finds a mechanism.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="where">Who asks, for the message.</param>
    /// <exception cref="UnknownMechanismException">No mechanism has this name.</exception>
    public Mechanism Find(string name, string where) =>
        _byName.TryGetValue(name, out var mechanism)
            ? mechanism
            : throw new UnknownMechanismException(name, where, Names);
}
