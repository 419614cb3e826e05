// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the fields of the connect dialog.
#include <QFileInfo>
#include <QRegularExpression>

#include "connect/connect_dialog.h"
#include "connect/device_form.h"
#include "panels/device_words.h"
#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::ui {
namespace {

constexpr qsizetype kLongestName = 64;

bool isName(const QString& text) {
    static const QRegularExpression kName(
        QStringLiteral("^[A-Za-z0-9_.:-]{1,%1}$").arg(kLongestName));
    return kName.match(text).hasMatch();
}

}  // namespace

ConnectDialog::Finding ConnectDialog::findProblem(const engine::DeviceSettings& settings) const {
    if (!m_refusal.empty()) return {QString::fromStdString(m_refusal), true};
    if (settings.id.empty()) return {tr("Give the device a name."), true};
    if (!isName(QString::fromStdString(settings.id)))
        return {
            tr("A name has up to %1 letters, digits, and _ . : - but no spaces.").arg(kLongestName),
            true};
    const auto snapshot = m_gateway.snapshot();
    for (const auto& device : snapshot->devices)
        if (device.settings.id == settings.id && !isEdited(device))
            return {tr("There is a device of this name already. Choose another name."), true};
    if (const QString wrong = m_form->profileProblem(); !wrong.isEmpty()) return {wrong, true};
    if (Finding finding = findBusProblem(settings); !finding.text.isEmpty()) return finding;
    const auto parsed = engine::parseDeviceSpec(engine::deviceSpec(settings));
    if (!parsed) return {QString::fromStdString(parsed.error().detail), true};
    return {};
}

ConnectDialog::Finding ConnectDialog::findBusProblem(const engine::DeviceSettings& settings) const {
    if (const auto typed = m_form->typedSpecification(); typed && !*typed)
        return {QString::fromStdString(typed->error().detail), true};
    if (const auto* serial = std::get_if<engine::SerialSettings>(&settings.bus))
        return findPortProblem(*serial);
    if (const auto* replay = std::get_if<engine::ReplaySettings>(&settings.bus)) {
        if (replay->path.empty()) return {tr("Choose the file to replay."), true};
        const QFileInfo file(QString::fromStdString(replay->path));
        if (!file.isFile()) return {tr("There is no file %1.").arg(file.filePath()), true};
        if (!file.isReadable()) return {tr("You may not read %1.").arg(file.filePath()), true};
    }
    return findNetworkProblem(settings);
}

ConnectDialog::Finding ConnectDialog::findNetworkProblem(
    const engine::DeviceSettings& settings) const {
    const auto* udp = std::get_if<engine::UdpSettings>(&settings.bus);
    if (const auto* tcp = std::get_if<engine::TcpSettings>(&settings.bus)) {
        if (tcp->host.empty()) return {tr("Type the host to connect to."), true};
        if (tcp->port == 0) return {tr("Type the port of the host, 1 to 65535."), true};
    }
    if (!udp) return {};
    if (udp->port == 0) return {tr("Type the port to listen on, 1 to 65535."), true};
    const auto snapshot = m_gateway.snapshot();
    for (const auto& device : snapshot->devices) {
        const auto* other = std::get_if<engine::UdpSettings>(&device.settings.bus);
        if (other && !isEdited(device) && other->port == udp->port &&
            other->address == udp->address)
            return {
                tr("%1 listens on this port already. Choose another one.").arg(deviceName(device)),
                true};
    }
    return {};
}

ConnectDialog::Finding ConnectDialog::findPortProblem(const engine::SerialSettings& serial) const {
    if (serial.path.empty()) return {tr("Choose a port or type its path."), true};
    engine::SerialPort port;
    port.path = serial.path;
    std::optional<engine::Error> trouble;
    for (const auto& entry : m_lastScan.ports) {
        if (entry.port.path != serial.path && entry.port.byIdPath != serial.path) continue;
        port = entry.port;
        trouble = entry.trouble;
    }
    if (!trouble && m_lastScan.asked && m_lastScan.asked->port.path == serial.path)
        trouble = m_lastScan.asked->trouble;
    const auto snapshot = m_gateway.snapshot();
    if (const auto* device = deviceAtPort(*snapshot, port); device && isEdited(*device)) {
        const bool reads = device->state == engine::DeviceState::Measuring || isUndecoded(*device);
        if (reads) return {};
    } else if (device)
        return {tr("%1 is connected as %2 already. Choose another port.")
                    .arg(QString::fromStdString(serial.path), deviceName(*device)),
                true};
    // The port may be free by the time it is opened, and then the device measures by itself.
    if (trouble) return {QString::fromStdString(trouble->detail), false, trouble};
    return {};
}

}  // namespace telemetryhub::ui
