// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::app {

/// Brings the gateway's devices to what the configuration files say now.
///
/// Only the devices of files are touched. One whose settings differ is removed and added again,
/// under a new DeviceId, and started unless it was stopped or in SafeState; one that a person
/// removed comes back. What did not change is not interrupted. Other settings that differ from the
/// start are named in the log; mistakes are, too, and then nothing is changed. Nor is it when the
/// files name no device any more and do not say that there are to be none: an editor that writes
/// the file anew empties it for a moment, and a full disk for longer.
///
/// Threads: main.
class ConfigReload : public QObject {
    Q_OBJECT

public:
    using Read = std::function<engine::ReadConfig()>;

    /// `started` is what the gateway was made with, `read` reads the configuration anew.
    /// \pre `gateway` outlives this object
    ConfigReload(engine::Hub& gateway, engine::HubConfig started, Read read);

    /// To be called once the devices that `started` names were added.
    void claimDevices();
    /// Whether a device of that id belongs to the files.
    [[nodiscard]] bool owns(const std::string& id) const;

public slots:
    void reload();

signals:
    /// A new configuration was read and applied.
    void reloaded(const telemetryhub::engine::HubConfig& config);
    /// It cannot be used: nothing was changed. The text says why.
    void refused(const QString& text);

private:
    struct Owned {
        engine::DeviceSettings settings;         ///< with all that a profile said at the time
        std::optional<engine::DeviceId> device;  ///< unset: it could not be added
    };
    struct Addition {
        engine::DeviceSettings settings;
        bool start = true;
        bool isNew = true;
    };

    using Present = std::map<engine::DeviceId, engine::DeviceState>;

    [[nodiscard]] bool ownsAny() const;
    void refuseLoss();
    void nameDelayed(const engine::HubConfig& config) const;
    void removeUnwanted(const std::vector<engine::ConfiguredDevice>& wanted,
                        const Present& present);
    /// Removes what changed. Returns what is to be added.
    [[nodiscard]] std::vector<Addition> takeChanged(
        const std::vector<engine::ConfiguredDevice>& wanted, const Present& present);
    void add(const Addition& addition);

    engine::Hub& m_gateway;
    engine::HubConfig m_started;
    Read m_read;
    std::map<std::string, Owned> m_owned;  // by id
};

}  // namespace telemetryhub::app
