// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QSerialPort>

#include "telemetryhub/engine/bus/port_diagnosis.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Errors: InvalidArgument for settings that no port has.
[[nodiscard]] Result<void> checkSerialSettings(const SerialSettings& settings);

/// Prepares a closed port for `node`.
void applySerialSettings(const SerialSettings& settings, const std::string& node,
                         QSerialPort& port);

[[nodiscard]] OpenFailure openFailureOf(QSerialPort::SerialPortError error);

/// Whether no byte comes or goes after this error. A pseudo terminal has no modem lines and reports
/// UnsupportedOperationError while its data flows.
[[nodiscard]] bool endsTheLink(QSerialPort::SerialPortError error);

/// Keeps an open port from reading by itself, so that its descriptor can be read instead.
/// False when this Qt offers no way.
[[nodiscard]] bool stopReading(QSerialPort& port);

}  // namespace telemetryhub::engine
