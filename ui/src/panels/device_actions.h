// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QAction>
#include <QObject>

#include "telemetryhub/engine/hub/hub.h"

class QMenu;

namespace telemetryhub::ui {

class CommandMenu;
class FormatMenu;
class ProfileExport;
class Theme;

/// The commands on devices, as actions for menus, tool bar, rows and shortcuts.
///
/// Nothing asks before it acts but Reset of a latched device and commands whose profile wants it; a
/// removal can be undone.
///
/// Threads: main.
class DeviceActions : public QObject {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object; `window` is the parent of questions.
    DeviceActions(engine::Hub& gateway, const Theme& theme, QWidget* window);

    /// Enables what the devices' states allow.
    void display(std::shared_ptr<const engine::Snapshot> snapshot);
    /// The device that the single commands work on.
    void setCurrent(std::optional<engine::DeviceId> device);
    [[nodiscard]] std::optional<engine::DeviceId> current() const { return m_current; }

    void startOrStop(engine::DeviceId device);
    void askReset(engine::DeviceId device);
    /// Tries at once to open a device in Error.
    void retry(engine::DeviceId device);
    void command(engine::DeviceId device, engine::DeviceCommand command);
    /// Adds the simulated device under a free name and starts it.
    void addSimulated();
    /// Adds everything that can be done with the current device.
    void fillMenu(QMenu& menu);

    QAction start, stop, reset, send, rehearse, remove, copySpecification, undoRemove;
    QAction decoding, saveProfile, acknowledge;
    QAction edit, duplicate, tryNow, tryRates, showCause;
    QAction startAll, stopAll;

signals:
    /// A command was refused; the sentence says why and what to do.
    void refused(const QString& reason);
    void sendAsked(telemetryhub::engine::DeviceId device);
    void rehearsalAsked(telemetryhub::engine::DeviceId device);
    void decodingAsked(telemetryhub::engine::DeviceId device);
    void editAsked(telemetryhub::engine::DeviceId device);
    /// Somebody wants to know at which baud rate its bytes make sense.
    void ratesAsked(telemetryhub::engine::DeviceId device);
    void duplicateAsked(telemetryhub::engine::DeviceId device);
    /// Somebody wants to see why it is in Error or SafeState.
    void causeAsked(telemetryhub::engine::DeviceId device);
    /// What was done, where nothing else shows it.
    void done(const QString& what);
    void removed(const QString& name);
    void removalUndone();

private:
    [[nodiscard]] const engine::DeviceSnapshot* currentDevice() const;
    void setUp(QAction& action, const QString& icon, const QString& text, const QKeySequence& keys);
    void nameActions();
    void setUpDialogs();
    void setUpReading();
    void setUpEditing();
    void acknowledgeCurrent();
    void removeCurrent();
    void addAgain();
    void copyCurrent() const;
    void updateEnabled();

    engine::Hub& m_gateway;
    const Theme& m_theme;
    QWidget* m_window;
    FormatMenu* m_formats;
    CommandMenu* m_commands;
    ProfileExport* m_profileExport;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
    std::optional<engine::DeviceId> m_current;
    std::optional<engine::DeviceSettings> m_removed;
    bool m_removedMeasured = false;
};

}  // namespace telemetryhub::ui
