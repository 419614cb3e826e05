// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/port_identity.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

namespace telemetryhub::engine {

namespace {

bool hasSameNumbers(const SerialPort& port, const PortIdentity& known) {
    return port.vendorId == known.vendorId && port.productId == known.productId &&
           port.serialNumber == known.serialNumber;
}

const SerialPort* portAt(const std::string& node, const std::vector<SerialPort>& ports) {
    const auto port = std::find_if(ports.begin(), ports.end(),
                                   [&node](const SerialPort& each) { return each.path == node; });
    return port == ports.end() ? nullptr : &*port;
}

/// `FT232R USB UART (0403:6001, A50285BI)`
std::string textOf(const PortIdentity& identity) {
    if (!identity.isKnown()) return "an unknown one";
    char numbers[16];
    (void)std::snprintf(numbers, sizeof numbers, "%04x:%04x", *identity.vendorId,
                        *identity.productId);
    std::string text = identity.description.empty() ? "the device" : identity.description;
    text += std::string(" (") + numbers;
    if (!identity.serialNumber.empty()) text += ", " + identity.serialNumber;
    return text + ')';
}

Error notHere(const PortName& name, const PortIdentity& known,
              const std::vector<SerialPort>& ports) {
    const std::string typed = std::filesystem::path(name.typed).filename().string();
    if (name.node.empty())
        return {ErrorCode::PortAbsent,
                typed + " is not there. Plug " + textOf(known) + " in again."};
    const SerialPort* now = portAt(name.node, ports);
    if (now && hasSameNumbers(*now, known))
        return {ErrorCode::PortAbsent, typed + " may be another port of " + textOf(known) +
                                           " now. Name the port by its path in "
                                           "/dev/serial/by-id."};
    return {ErrorCode::PortAbsent,
            typed + " is another device now: " + textOf(identityOf(name.node, ports)) + ". Plug " +
                textOf(known) + " in again, or add the other one as a device of its own."};
}

/// The ports that may be the one of `known`, which has a serial number. One with another link is
/// another port of the same adapter.
std::vector<const SerialPort*> candidates(const PortIdentity& known,
                                          const std::vector<SerialPort>& ports) {
    std::vector<const SerialPort*> found;
    for (const SerialPort& port : ports) {
        const bool otherLink =
            !known.byIdPath.empty() && !port.byIdPath.empty() && port.byIdPath != known.byIdPath;
        if (hasSameNumbers(port, known) && !otherLink) found.push_back(&port);
    }
    return found;
}

const SerialPort* findBySerialNumber(const PortName& name, const PortIdentity& known,
                                     const std::vector<SerialPort>& ports) {
    const auto found = candidates(known, ports);
    for (const SerialPort* port : found)
        if (!port->byIdPath.empty() && port->byIdPath == known.byIdPath) return port;
    if (known.hasTwin && !known.byIdPath.empty()) return nullptr;  // its link is yet to come
    if (found.size() == 1 && !known.hasTwin) return found.front();
    // Nothing tells them apart but the name.
    for (const SerialPort* port : found)
        if (port->path == name.node) return port;
    return nullptr;
}

}  // namespace

PortIdentity identityOf(const std::string& node, const std::vector<SerialPort>& ports) {
    const SerialPort* port = portAt(node, ports);
    if (!port) return {};
    PortIdentity identity{port->vendorId, port->productId,   port->serialNumber,
                          port->byIdPath, port->description, false};
    identity.hasTwin =
        identity.isKnown() && std::any_of(ports.begin(), ports.end(), [&](const SerialPort& other) {
            return &other != port && hasSameNumbers(other, identity);
        });
    return identity;
}

bool PortName::isLasting() const {
    return typed.starts_with("/dev/serial/");
}

Result<std::string> locatePort(const PortName& name, const PortIdentity& known,
                               const std::vector<SerialPort>& ports) {
    if (!known.isKnown() || name.isLasting()) return name.typed;
    const SerialPort* port = known.serialNumber.empty() ? portAt(name.node, ports)
                                                        : findBySerialNumber(name, known, ports);
    if (!port || !hasSameNumbers(*port, known)) return notHere(name, known, ports);
    return port->path == name.node ? name.typed : port->path;
}

}  // namespace telemetryhub::engine
