// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/serial_ports.h"

#include <filesystem>
#include <map>
#include <optional>

#include <QSerialPortInfo>

namespace telemetryhub::engine {

namespace {

namespace fs = std::filesystem;

/// Which link names each device node; empty without udev.
std::map<std::string, std::string> byIdLinks() {
    std::map<std::string, std::string> links;
    std::error_code error;
    for (fs::directory_iterator link("/dev/serial/by-id", error), end; !error && link != end;
         link.increment(error)) {
        std::error_code dangling;
        const fs::path target = fs::canonical(link->path(), dangling);
        if (!dangling) links.emplace(target.string(), link->path().string());
    }
    return links;
}

}  // namespace

std::vector<SerialPort> serialPorts() {
    const auto links = byIdLinks();
    std::vector<SerialPort> ports;
    const auto infos = QSerialPortInfo::availablePorts();
    for (const QSerialPortInfo& info : infos) {
        SerialPort port;
        port.path = info.systemLocation().toStdString();
        port.description = info.description().toStdString();
        port.manufacturer = info.manufacturer().toStdString();
        port.serialNumber = info.serialNumber().toStdString();
        if (info.hasVendorIdentifier()) port.vendorId = info.vendorIdentifier();
        if (info.hasProductIdentifier()) port.productId = info.productIdentifier();
        if (const auto link = links.find(port.path); link != links.end())
            port.byIdPath = link->second;
        ports.push_back(std::move(port));
    }
    return ports;
}

PortLister recentPorts(const Clock& clock) {
    struct List {
        std::vector<SerialPort> ports;
        std::optional<std::int64_t> madeNs;
    };
    return [&clock, list = List()](const std::string& node) mutable {
        if (node.starts_with("/dev/pts/")) return std::vector<SerialPort>();
        const std::int64_t now = clock.steadyNs();
        if (!list.madeNs || now - *list.madeNs > std::chrono::nanoseconds(kListAge).count())
            list = {serialPorts(), now};
        return list.ports;
    };
}

}  // namespace telemetryhub::engine
