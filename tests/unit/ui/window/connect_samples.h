// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include "connect/connect_dialog.h"
#include "connect/device_form.h"
#include "support/patient_qtest.h"

/// Ports and fields for tests of the connect dialog.
namespace telemetryhub::ui::samples {

inline PortEntry port(const std::string& path, const std::string& description) {
    PortEntry entry;
    entry.port.path = path;
    entry.port.description = description;
    return entry;
}

inline PortScan noPorts(const std::string&) {
    return {};
}

/// Two ports, the second held by another program; everything typed is absent.
inline PortScan twoPorts(const std::string& asked) {
    PortScan scan;
    scan.ports = {port("/dev/ttyUSB0", "Arduino Nano"), port("/dev/ttyUSB1", "GPS")};
    scan.ports[1].trouble = engine::Error{engine::ErrorCode::PortBusy,
                                          "/dev/ttyUSB1 is in use by minicom (2214). Close it."};
    if (asked.empty() || asked == "/dev/ttyUSB0" || asked == "/dev/ttyUSB1") return scan;
    scan.asked = port(asked, "");
    scan.asked->trouble = engine::Error{engine::ErrorCode::PortAbsent, asked + " is not there."};
    return scan;
}

/// A field by its accessible name.
template <typename Field>
Field* field(const ConnectDialog& dialog, const QString& name) {
    for (auto* one : dialog.findChildren<Field*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

inline void choosePort(ConnectDialog& dialog, int row) {
    constexpr int kWithBothPorts = 10;
    QTRY_COMPARE(dialog.sources()->count(), kWithBothPorts);
    dialog.sources()->setCurrentRow(row);
}

inline void chooseFormat(const ConnectDialog& dialog, engine::Format format) {
    auto* formats = field<QComboBox>(dialog, QStringLiteral("Format"));
    formats->setCurrentIndex(formats->findData(static_cast<int>(format)));
}

}  // namespace telemetryhub::ui::samples
