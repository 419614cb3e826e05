// SPDX-License-Identifier: GPL-3.0-or-later
#include "print_ports.h"

#include <cstdio>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "exit_code.h"
#include "telemetryhub/engine/bus/serial_ports.h"

namespace telemetryhub::app {

namespace {

QJsonValue textOrNull(const std::string& text) {
    return text.empty() ? QJsonValue() : QJsonValue(QString::fromStdString(text));
}

QJsonValue idOrNull(const std::optional<std::uint16_t>& id) {
    return id ? QJsonValue(QStringLiteral("%1").arg(*id, 4, 16, QLatin1Char('0'))) : QJsonValue();
}

QJsonObject jsonOf(const engine::SerialPort& port) {
    return {{QStringLiteral("path"), QString::fromStdString(port.path)},
            {QStringLiteral("description"), textOrNull(port.description)},
            {QStringLiteral("manufacturer"), textOrNull(port.manufacturer)},
            {QStringLiteral("serial_number"), textOrNull(port.serialNumber)},
            {QStringLiteral("vendor_id"), idOrNull(port.vendorId)},
            {QStringLiteral("product_id"), idOrNull(port.productId)},
            {QStringLiteral("by_id_path"), textOrNull(port.byIdPath)}};
}

void printRow(const engine::SerialPort& port) {
    std::printf("%-16s %s", port.path.c_str(),
                port.description.empty() ? "-" : port.description.c_str());
    if (port.vendorId && port.productId)
        std::printf("  %04x:%04x", *port.vendorId, *port.productId);
    if (!port.serialNumber.empty()) std::printf("  %s", port.serialNumber.c_str());
    if (!port.byIdPath.empty()) std::printf("  %s", port.byIdPath.c_str());
    std::printf("\n");
}

}  // namespace

int printPorts(bool asJson) {
    const auto ports = engine::serialPorts();
    if (asJson) {
        QJsonArray array;
        for (const engine::SerialPort& port : ports)
            array << jsonOf(port);
        std::printf("%s\n", QJsonDocument(array).toJson(QJsonDocument::Compact).constData());
        return ExitDone;
    }
    if (ports.empty())
        std::printf(
            "No serial port was found. Plug in a device, or name a path with "
            "--device serial:/dev/...\n");
    for (const engine::SerialPort& port : ports)
        printRow(port);
    return ExitDone;
}

}  // namespace telemetryhub::app
