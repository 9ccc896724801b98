namespace Noble.Edge.Rig;

/// <summary>How a broker is reached: shared by all that publish and subscribe; a snapshot taken at the start.</summary>
/// <remarks>The password itself is not in here: it is read from its file or variable at each connection, and printed nowhere.</remarks>
public sealed record MqttConnectionOptions
{
    /// <summary>Broker's addresses, tried in turn; default loopback at 1883; 1 to 16. Several are the nodes of one cluster.</summary>
    public IReadOnlyList<MqttAddress> Addresses
    {
        get;
        init => field = value.Count is >= 1 and <= 16
            ? [.. value]
            : throw new ArgumentOutOfRangeException(null, $"{value.Count} MQTT addresses: expected 1 to 16");
    } = [new MqttAddress("127.0.0.1", MqttAddress.DefaultPort)];

    /// <summary>User name; default null, none. At most 256 characters.</summary>
    public string? UserName
    {
        get;
        init => field = value is null or { Length: >= 1 and <= 256 }
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT user name of {value.Length} characters: expected 1 to 256");
    }

    /// <summary>File that holds the password, a line end at its end left out; default null.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Environment variable that holds the password; default null. Of this and <see cref="PasswordFile"/> at most one.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>TLS; default null, a connection in the clear.</summary>
    public MqttTlsOptions? Tls { get; init; }

    /// <summary>
    /// What this rig calls itself; default null, a name of chance. 1 to 64 characters without blanks. Each client adds its role
    /// (<c>-spikes</c>, <c>-commands</c>), because a broker keeps one connection a name.
    /// </summary>
    public string? ClientId
    {
        get;
        init => field = value is null || (value.Length is >= 1 and <= 64 && !value.AsSpan().ContainsAny(" /+#\0"))
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT client id '{value}': expected 1 to 64 characters without '/', '+', '#' or spaces");
    }

    /// <summary>A ping at least this often; default 15 s, range 1 s to 1 h. The broker sends the last will after one and a half of it.</summary>
    public TimeSpan KeepAlive
    {
        get;
        init => field = Guard(value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), "keep-alive");
    } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the broker keeps what a subscriber has missed; default 0, not at all; range 0 to 30 days. Above 0 the session
    /// persists (clean start off) and needs a <see cref="ClientId"/>.
    /// </summary>
    public TimeSpan SessionExpiry
    {
        get;
        init => field = Guard(value, TimeSpan.Zero, TimeSpan.FromDays(30), "session expiry");
    } = TimeSpan.Zero;

    /// <summary>How long the broker may take to answer; default 5 s, range 0.1 to 60 s.</summary>
    public TimeSpan AnswerTimeout
    {
        get;
        init => field = Guard(value, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(60), "answer time-out");
    } = TimeSpan.FromSeconds(5);

    /// <summary>Wait after the first failed attempt; default 0.1 s, range 0.01 to 60 s. It doubles up to <see cref="LastBackOff"/>; each wait is shortened by chance, by half at most.</summary>
    public TimeSpan FirstBackOff
    {
        get;
        init => field = Guard(value, TimeSpan.FromSeconds(0.01), TimeSpan.FromSeconds(60), "first back-off");
    } = TimeSpan.FromSeconds(0.1);

    /// <summary>Longest wait between attempts; default 2 s, range 0.01 to 600 s.</summary>
    public TimeSpan LastBackOff
    {
        get;
        init => field = Guard(value, TimeSpan.FromSeconds(0.01), TimeSpan.FromSeconds(600), "last back-off");
    } = TimeSpan.FromSeconds(2);

    /// <summary>Messages without acknowledgement at a time; default 16, range 1 to 1,024. The broker's own limit counts where it is lower.</summary>
    public int InflightMaximum
    {
        get;
        init => field = value is >= 1 and <= 1_024
            ? value
            : throw new ArgumentOutOfRangeException(null, $"MQTT inflight maximum {value}: expected 1 to 1024");
    } = 16;

    /// <summary>Default options with one address.</summary>
    public static MqttConnectionOptions To(string host, int port) => new() { Addresses = [new MqttAddress(host, port)] };

    /// <summary>Checks what single values cannot say.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A persistent session without a client id.</exception>
    /// <exception cref="MqttCredentialException">Password or key are given by halves or twice.</exception>
    public void Check()
    {
        if (SessionExpiry > TimeSpan.Zero && ClientId is null)
        {
            throw new ArgumentOutOfRangeException(null, "MQTT client id: expected one, because a session that persists needs a name");
        }

        if (PasswordFile is not null && PasswordVariable is not null)
        {
            throw new MqttCredentialException($"MQTT password: expected a file or a variable, not both ({PasswordFile}, {PasswordVariable})");
        }

        Tls?.Check();
    }

    private static TimeSpan Guard(TimeSpan value, TimeSpan minimum, TimeSpan maximum, string name) =>
        value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(
                null, FormattableString.Invariant($"MQTT {name} {value.TotalSeconds} s: expected {minimum.TotalSeconds} to {maximum.TotalSeconds} s"));
}
