// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "telemetryhub/engine/core/decode_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/fault_plan.h"
#include "telemetryhub/engine/core/processing_settings.h"

namespace telemetryhub::engine {

enum class Parity { None, Even, Odd, Mark, Space };
enum class StopBits { One, OneAndHalf, Two };
enum class FlowControl { None, Hardware, Software };
/// Whether the driver is to hand bytes over at once, instead of gathering them.
enum class LowLatency {
    Auto,  ///< where the driver can
    On,    ///< likewise, and a warning where it cannot
    Off,   ///< as the driver has it
};

/// A serial port. Opening raises DTR and RTS unless they are set to false.
struct SerialSettings {
    std::string path;
    int baud = 115200;
    int dataBits = 8;
    Parity parity = Parity::None;
    StopBits stopBits = StopBits::One;
    FlowControl flow = FlowControl::None;
    std::optional<bool> dtr;
    std::optional<bool> rts;
    LowLatency lowLatency = LowLatency::Auto;

    friend bool operator==(const SerialSettings&, const SerialSettings&) = default;
};

/// The simulated device.
struct SimulatedSettings {
    std::string name = "demo";
    double rateHz = 100;
    int channels = 4;
    std::uint32_t seed = 1;

    friend bool operator==(const SimulatedSettings&, const SimulatedSettings&) = default;
};

/// A captured byte stream, or the samples of one device in a session file.
struct ReplaySettings {
    std::string path;
    std::string device{};  ///< in a session; empty: the only one
    std::optional<double> speed =
        1;              ///< times the wire speed or the recorded one; unset: as fast as possible
    int repeat = 1;     ///< how often the file is played
    int baud = 115200;  ///< the wire speed at `speed` 1: baud / 10 bytes a second

    friend bool operator==(const ReplaySettings&, const ReplaySettings&) = default;
};

/// A TCP server to connect to.
struct TcpSettings {
    std::string host;  ///< a name or an address, without brackets
    std::uint16_t port = 0;

    friend bool operator==(const TcpSettings&, const TcpSettings&) = default;
};

/// Datagrams that come to a port of this machine.
struct UdpSettings {
    std::uint16_t port = 0;
    std::string address;        ///< of this machine; empty: every one
    std::string group;          ///< multicast group to join; empty: none
    std::string interfaceName;  ///< whose network the group is in; empty: the system chooses

    friend bool operator==(const UdpSettings&, const UdpSettings&) = default;
};

/// A device whose samples come by call.
struct PushSettings {
    std::string name;

    friend bool operator==(const PushSettings&, const PushSettings&) = default;
};

using BusSettings = std::variant<SerialSettings, SimulatedSettings, ReplaySettings, TcpSettings,
                                 UdpSettings, PushSettings>;

/// What the queue does with a device's blocks when it is full.
enum class Overflow {
    DropOldest,    ///< the oldest make room: live view
    RejectNewest,  ///< the newest are refused
    Block,         ///< the source is not read until there is room
};

/// How long a device may be silent before that is a fault.
struct SilenceTimeout {
    /// Unset: three times the usual pause, at least 1 s, once that is known.
    std::optional<std::chrono::milliseconds> set;
    bool off = false;  ///< a silence is never a fault

    friend bool operator==(const SilenceTimeout&, const SilenceTimeout&) = default;
};

/// How many damaged frames are a burst, which is a fault.
struct DamageLimit {
    double share = 0.5;  ///< more than this share of the frames of a window; 1: never
    std::chrono::milliseconds window{10'000};

    friend bool operator==(const DamageLimit&, const DamageLimit&) = default;
};

/// Something to send to a device by one press.
struct CommandPreset {
    std::string label;
    std::string bytes;
    bool confirm = false;  ///< asked again before it is sent
    /// Sent by itself this often while measuring, for devices that only answer; 0: never.
    std::chrono::milliseconds every{0};

    friend bool operator==(const CommandPreset&, const CommandPreset&) = default;
};

/// All that is needed to create a device; captured when it is made.
struct DeviceSettings {
    std::string id;  ///< unique among the devices, in REST, CSV and logs
    BusSettings bus = SimulatedSettings{};
    std::string profile;  ///< a built-in name or the absolute path of a file; empty: none
    DecodeSettings decode;
    ProcessingSettings processing;
    std::vector<CommandPreset> commands;
    std::optional<Overflow> overflow;  ///< unset: the gateway's; replays always block
    int failureThreshold = 5;          ///< consecutive device faults that lead to SafeState
    /// How long its link may be missing before the device is latched; unset: for ever.
    std::optional<std::chrono::milliseconds> absentLimit;
    SilenceTimeout silenceTimeout;  ///< not for replays
    DamageLimit damageLimit;        ///< not for replays
    std::string safeCommand;        ///< bytes sent on entering SafeState; may be empty
    FaultPlan faults;               ///< what it rehearses from its start

    friend bool operator==(const DeviceSettings&, const DeviceSettings&) = default;
};

/// How long the wire of a device takes for a byte; 0 when nobody knows.
[[nodiscard]] std::int64_t wireNsPerByte(const BusSettings& bus);

/// Whether `plan` can be rehearsed on `bus`.
/// Errors: InvalidArgument for a value out of range, and for what would play a replay's file again.
[[nodiscard]] Result<void> checkFaults(const FaultPlan& plan, const BusSettings& bus);

}  // namespace telemetryhub::engine
