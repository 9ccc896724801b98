namespace Noble.Edge.FirmwareBridge;

/// <content>Lengths of the messages, and where their fields are [byte].</content>
public static partial class BridgeProtocol
{
    /// <summary>Bytes of a host's heartbeat.</summary>
    public const int HostHeartbeatBytes = 12;

    /// <summary>Where a host's heartbeat has its session.</summary>
    public const int HostHeartbeatSessionOffset = 0;

    /// <summary>Where a host's heartbeat has its host time.</summary>
    public const int HostHeartbeatHostTimeOffset = 4;

    /// <summary>Bytes of a device's heartbeat.</summary>
    public const int DeviceHeartbeatBytes = 48;

    /// <summary>Where a device's heartbeat has its session.</summary>
    public const int DeviceHeartbeatSessionOffset = 0;

    /// <summary>Where a device's heartbeat has its boot.</summary>
    public const int DeviceHeartbeatBootOffset = 4;

    /// <summary>Where a device's heartbeat has its device time.</summary>
    public const int DeviceHeartbeatDeviceTimeOffset = 8;

    /// <summary>Where a device's heartbeat has its state.</summary>
    public const int DeviceHeartbeatStateOffset = 16;

    /// <summary>Where a device's heartbeat has its cause.</summary>
    public const int DeviceHeartbeatCauseOffset = 17;

    /// <summary>Where a device's heartbeat has its free spikes.</summary>
    public const int DeviceHeartbeatFreeSpikesOffset = 18;

    /// <summary>Where a device's heartbeat has its free stimuli.</summary>
    public const int DeviceHeartbeatFreeStimuliOffset = 20;

    /// <summary>Where a device's heartbeat has its next command.</summary>
    public const int DeviceHeartbeatNextCommandOffset = 22;

    /// <summary>Where a device's heartbeat has its accepted.</summary>
    public const int DeviceHeartbeatAcceptedOffset = 24;

    /// <summary>Where a device's heartbeat has its emitted.</summary>
    public const int DeviceHeartbeatEmittedOffset = 28;

    /// <summary>Where a device's heartbeat has its late on arrival.</summary>
    public const int DeviceHeartbeatLateOnArrivalOffset = 32;

    /// <summary>Where a device's heartbeat has its late at emission.</summary>
    public const int DeviceHeartbeatLateAtEmissionOffset = 36;

    /// <summary>Where a device's heartbeat has its refused.</summary>
    public const int DeviceHeartbeatRefusedOffset = 40;

    /// <summary>Where a device's heartbeat has its withdrawn.</summary>
    public const int DeviceHeartbeatWithdrawnOffset = 44;

    /// <summary>Bytes of a hello.</summary>
    public const int HelloBytes = 4;

    /// <summary>Where a hello has its session.</summary>
    public const int HelloSessionOffset = 0;

    /// <summary>Bytes of a welcome.</summary>
    public const int WelcomeBytes = 52;

    /// <summary>Where a welcome has its session.</summary>
    public const int WelcomeSessionOffset = 0;

    /// <summary>Where a welcome has its boot.</summary>
    public const int WelcomeBootOffset = 4;

    /// <summary>Where a welcome has its ticks per second.</summary>
    public const int WelcomeTicksPerSecondOffset = 8;

    /// <summary>Where a welcome has its firmware version.</summary>
    public const int WelcomeFirmwareVersionOffset = 12;

    /// <summary>Where a welcome has its capabilities.</summary>
    public const int WelcomeCapabilitiesOffset = 16;

    /// <summary>Where a welcome has its spike capacity.</summary>
    public const int WelcomeSpikeCapacityOffset = 20;

    /// <summary>Where a welcome has its stimulus capacity.</summary>
    public const int WelcomeStimulusCapacityOffset = 22;

    /// <summary>Where a welcome has its receive bytes.</summary>
    public const int WelcomeReceiveBytesOffset = 24;

    /// <summary>Where a welcome has its lines.</summary>
    public const int WelcomeLinesOffset = 26;

    /// <summary>Where a welcome has its inputs.</summary>
    public const int WelcomeInputsOffset = 28;

    /// <summary>Where a welcome has its dac channels.</summary>
    public const int WelcomeDacChannelsOffset = 29;

    /// <summary>Where a welcome has its adc channels.</summary>
    public const int WelcomeAdcChannelsOffset = 30;

    /// <summary>Where a welcome has its dac bits.</summary>
    public const int WelcomeDacBitsOffset = 31;

    /// <summary>Where a welcome has its adc bits.</summary>
    public const int WelcomeAdcBitsOffset = 32;

    /// <summary>Where a welcome has its state.</summary>
    public const int WelcomeStateOffset = 33;

    /// <summary>Where a welcome has its last cause.</summary>
    public const int WelcomeLastCauseOffset = 34;

    /// <summary>Where a welcome has its reserved bytes.</summary>
    public const int WelcomeReservedOffset = 35;

    /// <summary>Where a welcome has its board.</summary>
    public const int WelcomeBoardOffset = 36;

    /// <summary>Bytes of a welcome's board name.</summary>
    public const int WelcomeBoardBytes = 16;

    /// <summary>Where a command has its number.</summary>
    public const int CommandNumberOffset = 0;

    /// <summary>Bytes of a command's number.</summary>
    public const int CommandNumberBytes = 2;

    /// <summary>Bytes of an acknowledgement.</summary>
    public const int AcknowledgeBytes = 16;

    /// <summary>Where an acknowledgement has its session.</summary>
    public const int AcknowledgeSessionOffset = 0;

    /// <summary>Where an acknowledgement has its command.</summary>
    public const int AcknowledgeCommandOffset = 4;

    /// <summary>Where an acknowledgement has its next command.</summary>
    public const int AcknowledgeNextCommandOffset = 6;

    /// <summary>Where an acknowledgement has its result.</summary>
    public const int AcknowledgeResultOffset = 8;

    /// <summary>Where an acknowledgement has its error.</summary>
    public const int AcknowledgeErrorOffset = 9;

    /// <summary>Where an acknowledgement has its state.</summary>
    public const int AcknowledgeStateOffset = 10;

    /// <summary>Where an acknowledgement has its cause.</summary>
    public const int AcknowledgeCauseOffset = 11;

    /// <summary>Where an acknowledgement has its free spikes.</summary>
    public const int AcknowledgeFreeSpikesOffset = 12;

    /// <summary>Where an acknowledgement has its free stimuli.</summary>
    public const int AcknowledgeFreeStimuliOffset = 14;

    /// <summary>Bytes of a spike batch before what follows its header.</summary>
    public const int SpikeBatchHeaderBytes = 12;

    /// <summary>Where a spike batch has its count.</summary>
    public const int SpikeBatchCountOffset = 2;

    /// <summary>Where a spike batch has its base time ticks.</summary>
    public const int SpikeBatchBaseTimeTicksOffset = 4;

    /// <summary>Bytes of a record of a spike batch.</summary>
    public const int SpikeRecordBytes = 6;

    /// <summary>Where a record of a spike batch has its delta ticks.</summary>
    public const int SpikeRecordDeltaTicksOffset = 0;

    /// <summary>Where a record of a spike batch has its line.</summary>
    public const int SpikeRecordLineOffset = 4;

    /// <summary>The most spikes of a batch.</summary>
    public const int SpikeBatchSpikesMax = 168;

    /// <summary>Bytes of a stimulus before what follows its header.</summary>
    public const int StimulusHeaderBytes = 12;

    /// <summary>Where a stimulus has its count.</summary>
    public const int StimulusCountOffset = 2;

    /// <summary>Where a stimulus has its base time ticks.</summary>
    public const int StimulusBaseTimeTicksOffset = 4;

    /// <summary>Bytes of a record of a stimulus.</summary>
    public const int StimulusRecordBytes = 8;

    /// <summary>Where a record of a stimulus has its delta ticks.</summary>
    public const int StimulusRecordDeltaTicksOffset = 0;

    /// <summary>Where a record of a stimulus has its channel.</summary>
    public const int StimulusRecordChannelOffset = 4;

    /// <summary>Where a record of a stimulus has its code.</summary>
    public const int StimulusRecordCodeOffset = 6;

    /// <summary>The most records of a stimulus.</summary>
    public const int StimulusRecordsMax = 126;

    /// <summary>Bytes of a cancel.</summary>
    public const int CancelBytes = 20;

    /// <summary>Where a cancel has its line.</summary>
    public const int CancelLineOffset = 2;

    /// <summary>Where a cancel has its from ticks.</summary>
    public const int CancelFromTicksOffset = 4;

    /// <summary>Where a cancel has its to ticks.</summary>
    public const int CancelToTicksOffset = 12;

    /// <summary>The line of a cancel that means all of them.</summary>
    public const ushort CancelEveryLine = 0xFFFF;

    /// <summary>Bytes of an arm.</summary>
    public const int ArmBytes = 2;

    /// <summary>Bytes of a clock probe.</summary>
    public const int ClockProbeBytes = 20;

    /// <summary>Where a clock probe has its number.</summary>
    public const int ClockProbeNumberOffset = 0;

    /// <summary>Where a clock probe has its host time.</summary>
    public const int ClockProbeHostTimeOffset = 4;

    /// <summary>Where a clock probe has its reserved bytes.</summary>
    public const int ClockProbeReservedOffset = 12;

    /// <summary>Bytes of a clock probe's reply.</summary>
    public const int ClockReplyBytes = 20;

    /// <summary>Where a clock probe's reply has its number.</summary>
    public const int ClockReplyNumberOffset = 0;

    /// <summary>Where a clock probe's reply has its received ticks.</summary>
    public const int ClockReplyReceivedTicksOffset = 4;

    /// <summary>Where a clock probe's reply has its sent ticks.</summary>
    public const int ClockReplySentTicksOffset = 12;

    /// <summary>Bytes of the reading of a register.</summary>
    public const int ReadRegisterBytes = 2;

    /// <summary>Where the reading of a register has its register.</summary>
    public const int ReadRegisterRegisterOffset = 0;

    /// <summary>Bytes of a register's answer.</summary>
    public const int RegisterBytes = 12;

    /// <summary>Where a register's answer has its register.</summary>
    public const int RegisterRegisterOffset = 0;

    /// <summary>Where a register's answer has its type.</summary>
    public const int RegisterTypeOffset = 2;

    /// <summary>Where a register's answer has its result.</summary>
    public const int RegisterResultOffset = 3;

    /// <summary>Where a register's answer has its value.</summary>
    public const int RegisterValueOffset = 4;

    /// <summary>Bytes of the writing of a register.</summary>
    public const int WriteRegisterBytes = 14;

    /// <summary>Where the writing of a register has its register.</summary>
    public const int WriteRegisterRegisterOffset = 2;

    /// <summary>Where the writing of a register has its type.</summary>
    public const int WriteRegisterTypeOffset = 4;

    /// <summary>Where the writing of a register has its reserved bytes.</summary>
    public const int WriteRegisterReservedOffset = 5;

    /// <summary>Where the writing of a register has its value.</summary>
    public const int WriteRegisterValueOffset = 6;

    /// <summary>Bytes of input events before what follows its header.</summary>
    public const int InputEventsHeaderBytes = 16;

    /// <summary>Where input events have its first.</summary>
    public const int InputEventsFirstOffset = 0;

    /// <summary>Where input events have its count.</summary>
    public const int InputEventsCountOffset = 4;

    /// <summary>Where input events have its reserved bytes.</summary>
    public const int InputEventsReservedOffset = 6;

    /// <summary>Where input events have its base time ticks.</summary>
    public const int InputEventsBaseTimeTicksOffset = 8;

    /// <summary>Bytes of a record of input events.</summary>
    public const int InputRecordBytes = 8;

    /// <summary>Where a record of input events has its delta ticks.</summary>
    public const int InputRecordDeltaTicksOffset = 0;

    /// <summary>Where a record of input events has its kind.</summary>
    public const int InputRecordKindOffset = 4;

    /// <summary>Where a record of input events has its channel.</summary>
    public const int InputRecordChannelOffset = 5;

    /// <summary>Where a record of input events has its value.</summary>
    public const int InputRecordValueOffset = 6;

    /// <summary>The most input events of a message.</summary>
    public const int InputEventsMax = 126;

    /// <summary>Bytes of a log line before what follows its header.</summary>
    public const int LogHeaderBytes = 10;

    /// <summary>Where a log line has its level.</summary>
    public const int LogLevelOffset = 0;

    /// <summary>Where a log line has its reserved bytes.</summary>
    public const int LogReservedOffset = 1;

    /// <summary>Where a log line has its device time.</summary>
    public const int LogDeviceTimeOffset = 2;

    /// <summary>The longest text of a log line.</summary>
    public const int LogTextBytesMax = 120;
}
