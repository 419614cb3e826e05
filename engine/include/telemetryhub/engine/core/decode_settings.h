// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/frame_layout.h"

namespace telemetryhub::engine {

/// How a stream of bytes is read.
enum class Format : std::uint8_t {
    Auto,
    Csv,
    Plotter,
    Teleplot,
    Json,
    KeyValue,
    Nmea,
    VeDirect,
    Dsmr,
    Slip,    ///< frames of another format, parted by RFC 1055
    Cobs,    ///< frames of another format, parted by zero bytes
    Frame,   ///< a binary layout of the user
    Modbus,  ///< listening to a Modbus RTU line
};

/// Which clock dates a sample.
enum class SampleTime : std::uint8_t {
    Arrival,
    /// The device's own, where it sends one; how much later the bytes arrived becomes the channel
    /// kArrivalDelayChannel.
    Device,
};
inline constexpr const char* kArrivalDelayChannel = "arrival_delay";

/// Registers of a Modbus device that are one value.
struct ModbusField {
    /// The order of the bytes of a 32-bit value: A is the most significant.
    enum class WordOrder : std::uint8_t { ABCD, CDAB, BADC, DCBA };

    std::string name;
    int unit = 1;  ///< address of the device on the line
    int function = 3;
    int address = 0;  ///< of the first register, from 0
    NumberType type = NumberType::U16;
    WordOrder order = WordOrder::ABCD;
    std::string unitText;
    double factor = 1;
    double offset = 0;
    std::optional<int> decimals;

    friend bool operator==(const ModbusField&, const ModbusField&) = default;
};

/// How a device's bytes become samples.
struct DecodeSettings {
    DecodeSettings() = default;
    // Most formats need nothing but their name.
    DecodeSettings(Format chosen) : format(chosen) {}

    Format format = Format::Auto;
    Format inner = Format::Auto;  ///< of SLIP and COBS: Frame, Csv, Json; Auto: by what comes
    FrameLayout frame;
    std::vector<ModbusField> registers;  ///< empty: every register that is seen, unsigned
    SampleTime time = SampleTime::Arrival;
    /// The column, key or channel that holds the device's time, in seconds or as ISO 8601; a unit
    /// of ms, us or ns counts. Empty: where the format itself has one.
    std::string timeChannel;

    friend bool operator==(const DecodeSettings&, const DecodeSettings&) = default;
};

/// Whether the parts of `settings` fit together: a frame has a valid layout, an inner format is one
/// that can stand in frames, registers are in the address space.
/// Errors: InvalidArgument; the detail begins with the part, such as `frame: ...`.
[[nodiscard]] Result<void> checkDecode(const DecodeSettings& settings);

}  // namespace telemetryhub::engine
