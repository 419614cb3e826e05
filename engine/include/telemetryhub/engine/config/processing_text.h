// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/processing_settings.h"

/// \file
/// Channels, derived channels, alarms and commands as one line of a specification. Names and texts
/// are `%XX` encoded, `:` as `%3A`; parts in brackets come in any order.
///
/// Errors: InvalidArgument; the detail is what was expected, with the nearest word for a typo.
namespace telemetryhub::engine {

[[nodiscard]] Result<Derivation> parseDerivation(std::string_view text);
[[nodiscard]] std::string_view derivationName(Derivation kind);
[[nodiscard]] Result<AlarmKind> parseAlarmKind(std::string_view text);
[[nodiscard]] std::string_view alarmKindName(AlarmKind kind);
[[nodiscard]] Result<AlarmLevel> parseAlarmLevel(std::string_view text);
[[nodiscard]] std::string_view alarmLevelName(AlarmLevel level);

/// The name of an alarm that was given none, such as `soc low critical`.
[[nodiscard]] std::string usualAlarmName(const AlarmRule& rule);

/// `CHANNEL[:factor=N][:offset=N][:name=TEXT][:unit=TEXT][:decimals=N][:colour=#RRGGBB][:range=LOW..HIGH]`
[[nodiscard]] Result<ChannelSettings> parseChannel(std::string_view text);
[[nodiscard]] std::string channelText(const ChannelSettings& settings);

/// `CHANNEL:high:LIMIT`, `CHANNEL:low:LIMIT`, `CHANNEL:rate:LIMIT`, `[CHANNEL]:no_data:TIME` or
/// `:text:TEXT`, then `[:critical][:hysteresis=N][:delay=TIME][:latched][:safe_state][:name=TEXT]`.
[[nodiscard]] Result<AlarmRule> parseAlarm(std::string_view text);
[[nodiscard]] std::string alarmText(const AlarmRule& rule);

/// `NAME:KIND:INPUT[,INPUT][:TIME][:samples=N]` or `NAME:=EXPRESSION:INPUT[,INPUT]`, then
/// `[:unit=TEXT][:decimals=N][:colour=#RRGGBB][:range=LOW..HIGH]`.
[[nodiscard]] Result<DerivedChannel> parseDerived(std::string_view text);
[[nodiscard]] std::string derivedText(const DerivedChannel& derived);

/// `LABEL:BYTES[:confirm][:every=TIME]`, bytes `%XX` encoded.
[[nodiscard]] Result<CommandPreset> parseCommand(std::string_view text);
[[nodiscard]] std::string commandText(const CommandPreset& command);

/// Errors: InvalidArgument; the detail is what was expected.
[[nodiscard]] Result<void> checkCommand(const CommandPreset& command);

inline constexpr std::size_t kMaxCommands = 64;
inline constexpr std::size_t kMaxCommandBytes = 1024;

}  // namespace telemetryhub::engine
