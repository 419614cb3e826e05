// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_actions.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include "panels/alarm_words.h"
#include "panels/command_menu.h"
#include "panels/device_words.h"
#include "panels/format_menu.h"
#include "panels/profile_export.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

using engine::DeviceCommand;
using engine::DeviceId;
using engine::DeviceState;

DeviceActions::DeviceActions(engine::Hub& gateway, const Theme& theme, QWidget* window)
    : QObject(window),
      m_gateway(gateway),
      m_theme(theme),
      m_window(window),
      m_formats(new FormatMenu(gateway, window)),
      m_commands(new CommandMenu(gateway, window)),
      m_profileExport(new ProfileExport(window)) {
    setUp(start, QStringLiteral("play"), tr("&Start"), QKeySequence(Qt::Key_F5));
    setUp(stop, QStringLiteral("stop"), tr("S&top"), QKeySequence(Qt::SHIFT | Qt::Key_F5));
    setUp(reset, QStringLiteral("reset"), tr("&Reset\u2026"),
          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    setUpDialogs();
    setUpReading();
    setUpEditing();
    setUp(remove, QStringLiteral("close"), tr("Re&move"), QKeySequence(QKeySequence::Delete));
    setUp(undoRemove, QStringLiteral("replay"), tr("&Undo removal"),
          QKeySequence(QKeySequence::Undo));
    setUp(copySpecification, QStringLiteral("copy"), tr("&Copy specification"), {});
    setUp(startAll, QStringLiteral("play"), tr("Start &all"), QKeySequence(Qt::CTRL | Qt::Key_F5));
    setUp(stopAll, QStringLiteral("stop"), tr("St&op all"),
          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F5));

    nameActions();

    connect(&start, &QAction::triggered, this, [this] {
        if (m_current) command(*m_current, DeviceCommand::Start);
    });
    connect(&stop, &QAction::triggered, this, [this] {
        if (m_current) command(*m_current, DeviceCommand::Stop);
    });
    connect(&reset, &QAction::triggered, this, [this] {
        if (m_current) askReset(*m_current);
    });
    connect(&remove, &QAction::triggered, this, &DeviceActions::removeCurrent);
    connect(&undoRemove, &QAction::triggered, this, &DeviceActions::addAgain);
    connect(&copySpecification, &QAction::triggered, this, &DeviceActions::copyCurrent);
    connect(&startAll, &QAction::triggered, this,
            [this] { m_gateway.commandAll(DeviceCommand::Start); });
    connect(&stopAll, &QAction::triggered, this,
            [this] { m_gateway.commandAll(DeviceCommand::Stop); });
    updateEnabled();
}

// By these names keys are remembered.
void DeviceActions::nameActions() {
    const std::initializer_list<std::pair<QAction*, const char*>> names{
        {&start, "device.start"},
        {&stop, "device.stop"},
        {&reset, "device.reset"},
        {&remove, "device.remove"},
        {&undoRemove, "device.undoRemove"},
        {&copySpecification, "device.copySpecification"},
        {&startAll, "device.startAll"},
        {&stopAll, "device.stopAll"},
        {&send, "device.send"},
        {&rehearse, "device.rehearse"},
        {&decoding, "device.decoding"},
        {&saveProfile, "device.saveProfile"},
        {&acknowledge, "device.acknowledge"},
        {&edit, "device.edit"},
        {&duplicate, "device.duplicate"},
        {&tryNow, "device.tryNow"},
        {&tryRates, "device.tryRates"},
        {&showCause, "device.showCause"}};
    for (const auto& [action, name] : names)
        action->setObjectName(QLatin1String(name));
}

void DeviceActions::setUpDialogs() {
    setUp(send, QStringLiteral("send"), tr("S&end\u2026"), QKeySequence(Qt::CTRL | Qt::Key_E));
    setUp(rehearse, {}, tr("Re&hearse faults\u2026"), {});
    connect(&send, &QAction::triggered, this, [this] {
        if (m_current) emit sendAsked(*m_current);
    });
    connect(&rehearse, &QAction::triggered, this, [this] {
        if (m_current) emit rehearsalAsked(*m_current);
    });
}

void DeviceActions::setUpReading() {
    setUp(decoding, {}, tr("&Decoding\u2026"), {});
    decoding.setToolTip(tr("How its bytes are read, and why not"));
    setUp(saveProfile, QStringLiteral("save"), tr("Save as &profile\u2026"), {});
    setUp(acknowledge, QStringLiteral("check"), tr("Acknowledge a&larms"), {});
    connect(&decoding, &QAction::triggered, this, [this] {
        if (m_current) emit decodingAsked(*m_current);
    });
    connect(&saveProfile, &QAction::triggered, this, [this] {
        if (const auto* device = currentDevice()) m_profileExport->ask(*device);
    });
    connect(&acknowledge, &QAction::triggered, this, &DeviceActions::acknowledgeCurrent);
    connect(m_commands, &CommandMenu::refused, this, &DeviceActions::refused);
    connect(m_commands, &CommandMenu::sent, this, &DeviceActions::done);
    connect(m_profileExport, &ProfileExport::refused, this, &DeviceActions::refused);
    connect(m_profileExport, &ProfileExport::done, this, &DeviceActions::done);
}

void DeviceActions::setUpEditing() {
    setUp(edit, QStringLiteral("edit"), tr("E&dit\u2026"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    setUp(duplicate, QStringLiteral("copy"), tr("D&uplicate\u2026"),
          QKeySequence(Qt::CTRL | Qt::Key_D));
    setUp(tryNow, QStringLiteral("reset"), tr("Try &now"), {});
    setUp(tryRates, QStringLiteral("reset"), tr("Try all &baud rates\u2026"), {});
    setUp(showCause, QStringLiteral("jump"), tr("Sho&w cause"), {});
    connect(&edit, &QAction::triggered, this, [this] {
        if (m_current) emit editAsked(*m_current);
    });
    connect(&duplicate, &QAction::triggered, this, [this] {
        if (m_current) emit duplicateAsked(*m_current);
    });
    connect(&tryNow, &QAction::triggered, this, [this] {
        if (m_current) retry(*m_current);
    });
    connect(&tryRates, &QAction::triggered, this, [this] {
        if (m_current) emit ratesAsked(*m_current);
    });
    connect(&showCause, &QAction::triggered, this, [this] {
        if (m_current) emit causeAsked(*m_current);
    });
}

void DeviceActions::fillMenu(QMenu& menu) {
    menu.addActions({&start, &stop, &tryNow, &reset, &showCause, &acknowledge});
    menu.addSeparator();
    menu.addAction(&send);
    menu.addMenu(m_commands);
    menu.addAction(&rehearse);
    menu.addSeparator();
    menu.addMenu(m_formats);
    menu.addActions({&decoding, &tryRates, &saveProfile, &copySpecification});
    menu.addSeparator();
    menu.addActions({&edit, &duplicate, &remove, &undoRemove});
}

void DeviceActions::setUp(QAction& action, const QString& icon, const QString& text,
                          const QKeySequence& keys) {
    if (!icon.isEmpty()) action.setIcon(m_theme.icon(icon));
    action.setText(text);
    action.setShortcut(keys);
    QString plain = text;
    plain.remove(QLatin1Char('&'));
    const QString shortcut = keys.toString(QKeySequence::NativeText);
    action.setToolTip(shortcut.isEmpty() ? plain : tr("%1 (%2)").arg(plain, shortcut));
}

void DeviceActions::display(std::shared_ptr<const engine::Snapshot> snapshot) {
    m_snapshot = std::move(snapshot);
    if (m_current && !m_snapshot->find(*m_current)) m_current.reset();
    updateEnabled();
}

void DeviceActions::setCurrent(std::optional<DeviceId> device) {
    m_current = device;
    updateEnabled();
}

const engine::DeviceSnapshot* DeviceActions::currentDevice() const {
    return m_snapshot && m_current ? m_snapshot->find(*m_current) : nullptr;
}

void DeviceActions::updateEnabled() {
    const auto* device = currentDevice();
    const auto is = [&](DeviceState state) { return device && device->state == state; };
    start.setEnabled(is(DeviceState::Idle));
    stop.setEnabled(is(DeviceState::Measuring) || is(DeviceState::Error));
    reset.setEnabled(is(DeviceState::SafeState) || is(DeviceState::Error));
    // A pushed device has no wire.
    send.setEnabled(device && !std::holds_alternative<engine::PushSettings>(device->settings.bus));
    tryNow.setEnabled(is(DeviceState::Error));
    // A latched device stays as it is until it is reset.
    tryRates.setEnabled(device && !is(DeviceState::SafeState) &&
                        std::holds_alternative<engine::SerialSettings>(device->settings.bus));
    showCause.setEnabled(is(DeviceState::Error) || is(DeviceState::SafeState));
    for (QAction* action : {&rehearse, &decoding, &saveProfile, &remove, &copySpecification})
        action->setEnabled(device != nullptr);
    // Pushed samples come from no place that could be chosen.
    for (QAction* action : {&edit, &duplicate})
        action->setEnabled(send.isEnabled());
    acknowledge.setEnabled(device &&
                           std::any_of(device->alarms.begin(), device->alarms.end(), waits));
    m_formats->display(device);
    m_commands->display(device);
    undoRemove.setEnabled(m_removed.has_value());
    const auto any = [&](auto... states) {
        return m_snapshot &&
               std::any_of(m_snapshot->devices.begin(), m_snapshot->devices.end(),
                           [&](const auto& one) { return ((one.state == states) || ...); });
    };
    startAll.setEnabled(any(DeviceState::Idle));
    stopAll.setEnabled(any(DeviceState::Measuring, DeviceState::Error));
}

void DeviceActions::command(DeviceId device, DeviceCommand asked) {
    m_gateway.command(device, asked, this, [this](const engine::Result<void>& answer) {
        if (!answer.hasValue()) emit refused(QString::fromStdString(answer.error().detail));
    });
}

// Opening waits for its time only while the device is in Error.
void DeviceActions::retry(DeviceId device) {
    command(device, DeviceCommand::Stop);
    command(device, DeviceCommand::Start);
}

void DeviceActions::acknowledgeCurrent() {
    if (!m_current) return;
    if (const auto known = m_gateway.acknowledge(*m_current, {}); !known)
        emit refused(QString::fromStdString(known.error().detail));
}

void DeviceActions::startOrStop(DeviceId device) {
    const auto* found = m_snapshot ? m_snapshot->find(device) : nullptr;
    if (!found || found->state == DeviceState::SafeState) return;
    command(device, found->state == DeviceState::Idle ? DeviceCommand::Start : DeviceCommand::Stop);
}

void DeviceActions::askReset(DeviceId device) {
    const auto* found = m_snapshot ? m_snapshot->find(device) : nullptr;
    if (!found) return;
    if (found->state != DeviceState::SafeState) {
        command(device, DeviceCommand::Reset);
        return;
    }
    auto* question = new QMessageBox(
        QMessageBox::NoIcon, tr("Reset %1").arg(deviceName(*found)),
        tr("%1 Check the device first. After the reset it is Idle and can be started.")
            .arg(problemText(*found)),
        QMessageBox::Cancel, m_window);
    auto* confirm = question->addButton(tr("&Reset"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    connect(confirm, &QPushButton::clicked, this,
            [this, device] { command(device, DeviceCommand::Reset); });
    // Not exec(): the stream and the window go on.
    question->open();
}

void DeviceActions::removeCurrent() {
    const auto* device = currentDevice();
    if (!device) return;
    m_removed = device->settings;
    m_removedMeasured =
        device->state == DeviceState::Measuring || device->state == DeviceState::Error;
    const QString name = deviceName(*device);
    const DeviceId id = device->device;
    m_current.reset();
    m_gateway.removeDevice(id);
    updateEnabled();
    emit removed(name);
}

void DeviceActions::addAgain() {
    if (!m_removed) return;
    const auto added = m_gateway.addDevice(*m_removed);
    if (!added) {
        emit refused(QString::fromStdString(added.error().detail));
        return;
    }
    if (m_removedMeasured) command(added.value(), DeviceCommand::Start);
    m_removed.reset();
    updateEnabled();
    emit removalUndone();
}

void DeviceActions::addSimulated() {
    engine::DeviceSettings settings;
    settings.id = "demo";
    const auto taken = [&](const std::string& id) {
        const auto now = m_gateway.snapshot();
        return std::any_of(now->devices.begin(), now->devices.end(),
                           [&](const auto& device) { return device.settings.id == id; });
    };
    for (int number = 2; taken(settings.id); ++number)
        settings.id = "demo" + std::to_string(number);
    settings.bus = engine::SimulatedSettings{.name = settings.id};
    const auto added = m_gateway.addDevice(settings);
    if (added)
        command(added.value(), DeviceCommand::Start);
    else
        emit refused(QString::fromStdString(added.error().detail));
}

void DeviceActions::copyCurrent() const {
    if (const auto* device = currentDevice())
        QApplication::clipboard()->setText(
            QString::fromStdString(engine::deviceSpec(device->settings)));
}

}  // namespace telemetryhub::ui
