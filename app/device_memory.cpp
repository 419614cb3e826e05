// SPDX-License-Identifier: GPL-3.0-or-later
#include "device_memory.h"

#include <utility>

#include <QFile>

#include "log.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/read_config.h"
#include "text_file.h"

namespace telemetryhub::app {

namespace {

const QLatin1String kFormerKey("devices");
constexpr const char* kMemoryTitle =
    "; The devices of the window. TelemetryHub writes this file; edit it while it does not run.\n";

bool write(const QString& file, const std::vector<engine::DeviceSettings>& devices) {
    const auto written = writeTextFile(file, kMemoryTitle + engine::writeDevices(devices));
    if (!written) qCWarning(logHub).noquote() << QString::fromStdString(written.error().detail);
    return written.hasValue();
}

}  // namespace

DeviceMemory::DeviceMemory(QString file, engine::Hub& gateway)
    : m_file(std::move(file)), m_gateway(gateway) {
    m_storeSoon.setSingleShot(true);
    connect(&m_storeSoon, &QTimer::timeout, this, &DeviceMemory::store);
}

DeviceMemory::~DeviceMemory() {
    if (m_storeSoon.isActive()) store();
}

void DeviceMemory::migrate(QSettings& settings) const {
    if (!settings.contains(kFormerKey)) return;
    std::vector<engine::DeviceSettings> devices;
    const QStringList specs = settings.value(kFormerKey).toStringList();
    for (const QString& spec : specs) {
        auto device = engine::parseDeviceSpec(spec.toStdString());
        if (device)
            devices.push_back(std::move(device).value());
        else
            qCWarning(logHub).noquote() << "A remembered device is left out," << spec << ':'
                                        << QString::fromStdString(device.error().detail);
    }
    if (QFile::exists(m_file) || write(m_file, devices)) settings.remove(kFormerKey);
}

bool DeviceMemory::isNew() const {
    return !QFile::exists(m_file);
}

std::vector<engine::DeviceSettings> DeviceMemory::remembered() const {
    if (isNew()) return {};
    engine::ConfigSources sources;
    engine::LoadedConfigFiles loaded = engine::loadConfigFiles({m_file.toStdString()});
    sources.files = std::move(loaded.files);
    engine::ReadConfig read = engine::readConfig(sources);
    loaded.errors.insert(loaded.errors.end(), read.errors.begin(), read.errors.end());
    for (const engine::ConfigError& error : loaded.errors)
        qCWarning(logHub).noquote() << QString::fromStdString(error.text());
    const QString broken = m_file + QStringLiteral(".broken");
    if (!loaded.errors.empty()) {
        QFile::remove(broken);
        QFile::copy(m_file, broken);
    }
    std::vector<engine::DeviceSettings> devices;
    for (engine::ConfiguredDevice& device : read.config.devices)
        devices.push_back(std::move(device.settings));
    return devices;
}

void DeviceMemory::follow(IsPassing isPassing) {
    m_isPassing = std::move(isPassing);
    const auto storeSoon = [this] { m_storeSoon.start(0); };
    connect(&m_gateway, &engine::Hub::deviceAdded, this, storeSoon);
    connect(&m_gateway, &engine::Hub::deviceRemoved, this, storeSoon);
}

void DeviceMemory::store() const {
    std::vector<engine::DeviceSettings> devices;
    const auto snapshot = m_gateway.snapshot();
    for (const engine::DeviceSnapshot& device : snapshot->devices) {
        if (m_isPassing(device.settings.id)) continue;
        devices.push_back(device.settings);
        // A rehearsal that outlives the program would be taken for real.
        devices.back().faults = {};
    }
    write(m_file, devices);
}

}  // namespace telemetryhub::app
