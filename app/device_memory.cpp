// SPDX-License-Identifier: GPL-3.0-or-later
#include "device_memory.h"

#include "log.h"
#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::app {

namespace {

const QLatin1String kKey("devices");
constexpr const char* kFirstDevice = "sim:demo?rate=100&channels=4";

}  // namespace

DeviceMemory::DeviceMemory(QSettings& settings, engine::GatewayCore& gateway)
    : m_settings(settings), m_gateway(gateway) {}

std::vector<engine::DeviceSettings> DeviceMemory::remembered() const {
    QStringList specs{QString::fromLatin1(kFirstDevice)};
    if (m_settings.contains(kKey)) specs = m_settings.value(kKey).toStringList();
    std::vector<engine::DeviceSettings> devices;
    for (const QString& spec : specs) {
        auto device = engine::parseDeviceSpec(spec.toStdString());
        if (device) {
            devices.push_back(std::move(device).value());
        } else {
            qCWarning(logHub).noquote() << "A remembered device is left out," << spec << ':'
                                        << QString::fromStdString(device.error().detail);
        }
    }
    return devices;
}

void DeviceMemory::follow(const std::vector<engine::DeviceSettings>& passing) {
    for (const engine::DeviceSettings& device : passing)
        m_passingIds << QString::fromStdString(device.id);
    connect(&m_gateway, &engine::GatewayCore::deviceAdded, this, &DeviceMemory::store);
    connect(&m_gateway, &engine::GatewayCore::deviceRemoved, this, &DeviceMemory::store);
}

void DeviceMemory::store() {
    QStringList specs;
    const auto snapshot = m_gateway.snapshot();
    for (const engine::DeviceSnapshot& device : snapshot->devices) {
        if (m_passingIds.contains(QString::fromStdString(device.settings.id))) continue;
        engine::DeviceSettings settings = device.settings;
        settings.faults = {};  // a rehearsal that outlives the program would be taken for real
        specs << QString::fromStdString(engine::deviceSpec(settings));
    }
    m_settings.setValue(kKey, specs);
}

}  // namespace telemetryhub::app
