// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QTest>

#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::test {

namespace {

constexpr int kPatienceMs = 30'000;

}  // namespace

Tour::Tour(const QString& theme, const QSize& size) {
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("window.ini")),
                                             QSettings::IniFormat);
    m_settings->setValue(QStringLiteral("window/theme"), theme);
    m_settings->setValue(QStringLiteral("window/hintDismissed"), true);
    m_gateway = std::move(engine::GatewayCore::create({}).value());
    engine::RecordingSettings recording;
    recording.folder = m_folder.filePath(QStringLiteral("sessions")).toStdString();
    m_window = std::make_unique<ui::MainWindow>(
        *m_gateway,
        ui::MainWindowOptions{m_settings.get(), {}, ui::RecordingCommands{recording}, {}});
    m_window->resize(size);
    m_window->show();
    settle();
}

Tour::~Tour() {
    leave();
}

engine::DeviceId Tour::add(const QString& specification) {
    const auto settings = engine::parseDeviceSpec(specification.toStdString());
    if (!settings) qFatal("%s", settings.error().detail.c_str());
    const auto added = m_gateway->addDevice(settings.value());
    if (!added) qFatal("%s", added.error().detail.c_str());
    m_gateway->command(added.value(), engine::DeviceCommand::Start);
    return added.value();
}

void Tour::waitForSamples(engine::DeviceId device, std::uint64_t count) {
    const bool came = QTest::qWaitFor(
        [&] {
            const auto snapshot = m_gateway->snapshot();
            const auto* found = snapshot->find(device);
            return found && found->ledger.samplesProcessed >= count;
        },
        kPatienceMs);
    if (!came) qFatal("The device of the tour sends nothing.");
}

void Tour::trigger(const QString& action) {
    QAction* found = m_window->findChild<QAction*>(action);
    const auto menus = m_window->findChildren<QMenu*>();
    for (const QMenu* menu : menus) {
        const auto actions = menu->actions();
        for (QAction* some : actions)
            if (some->objectName() == action) found = some;
    }
    if (!found) qFatal("There is no action %s.", qPrintable(action));
    found->trigger();
    settle();
}

void Tour::settle() {
    m_window->refresh();
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 100);
    }
}

QWidget& Tour::top() {
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget* widget : windows)
        if (widget != m_window.get() && widget->isVisible() &&
            (widget->windowType() == Qt::Window || widget->windowType() == Qt::Dialog))
            return *widget;
    return *m_window;
}

void Tour::leave() {
    if (QWidget* focus = m_window->focusWidget()) QTest::keyClick(focus, Qt::Key_Escape);
    const auto windows = QApplication::topLevelWidgets();
    for (QWidget* widget : windows)
        if (widget != m_window.get() && widget->isVisible()) widget->close();
    settle();
}

}  // namespace telemetryhub::test
