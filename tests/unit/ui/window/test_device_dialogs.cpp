// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>

#include "devices/device_dialogs.h"
#include "devices/fault_dialog.h"
#include "devices/fault_form.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/fault_text.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

/// A part by its accessible name.
template <typename Part>
Part* part(const QWidget& dialog, const QString& name) {
    for (auto* one : dialog.findChildren<Part*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

}  // namespace

class TestDeviceDialogs : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tickedFaultsMakeThePlan();
    void aPlanComesBackIntoTheForm();
    void aRehearsalBeginsAndEnds();
    void oneFaultNowFailsTheDevice();
    void whatCannotBeRehearsedIsSaidAndNotOffered();
    void aSecondCallBringsTheSameDialog();
    void dialogsCloseWithTheirDevice();
    void everyFieldHasAnAccessibleName();

private:
    [[nodiscard]] engine::DeviceSnapshot now() const;
    void startDevice();

    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    engine::DeviceId m_device;
};

void TestDeviceDialogs::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    engine::DeviceSettings settings;
    settings.id = "demo";
    m_device = m_gateway->addDevice(settings).value();
}

void TestDeviceDialogs::cleanup() {
    m_gateway.reset();
}

engine::DeviceSnapshot TestDeviceDialogs::now() const {
    const auto snapshot = m_gateway->snapshot();
    return *snapshot->find(m_device);
}

void TestDeviceDialogs::startDevice() {
    m_gateway->command(m_device, engine::DeviceCommand::Start);
    QTRY_COMPARE(now().state, engine::DeviceState::Measuring);
}

void TestDeviceDialogs::tickedFaultsMakeThePlan() {
    FaultDialog dialog(*m_gateway, now(), *m_theme, nullptr);
    QCOMPARE(dialog.planText(), QStringLiteral("none"));

    part<QCheckBox>(dialog, QStringLiteral("drop"))->click();
    part<QDoubleSpinBox>(dialog, QStringLiteral("drop: share"))->setValue(2.5);
    part<QCheckBox>(dialog, QStringLiteral("unplug"))->click();

    const auto plan = engine::parseFault(dialog.planText().toStdString());
    QVERIFY2(plan.hasValue(), qPrintable(dialog.planText()));
    QCOMPARE(plan.value().drop, 0.025);
    QCOMPARE(plan.value().unplug.length, std::chrono::milliseconds(3000));
    QVERIFY(plan.value() == dialog.form().plan());
}

void TestDeviceDialogs::aPlanComesBackIntoTheForm() {
    auto device = now();
    device.settings.faults =
        engine::parseFault(
            "random:0.25,intermittent:3,deterministic:7,drop:0.01,"
            "truncate:0.02,flip:0.03,garbage:0.04,delay:150ms,silence:4s:500ms,"
            "unplug:5s:2s,seed:9")
            .value();

    const FaultDialog dialog(*m_gateway, device, *m_theme, nullptr);

    QVERIFY2(dialog.form().plan() == device.settings.faults, qPrintable(dialog.planText()));
}

void TestDeviceDialogs::aRehearsalBeginsAndEnds() {
    startDevice();
    FaultDialog dialog(*m_gateway, now(), *m_theme, nullptr);
    auto* end = part<QPushButton>(dialog, QStringLiteral("End the rehearsal"));
    QVERIFY(!end->isEnabled());

    part<QCheckBox>(dialog, QStringLiteral("delay"))->click();
    dialog.rehearse();
    QTRY_COMPARE(now().faultText, std::string("delay:200ms"));
    dialog.display(now());
    QVERIFY(end->isEnabled());
    dialog.endRehearsal();

    QTRY_VERIFY(now().faultText.empty());
}

void TestDeviceDialogs::oneFaultNowFailsTheDevice() {
    startDevice();
    FaultDialog dialog(*m_gateway, now(), *m_theme, nullptr);

    dialog.failOnce();

    QTRY_VERIFY(now().lastError.has_value());
    QCOMPARE(now().lastError->code, engine::ErrorCode::InjectedFault);
}

void TestDeviceDialogs::whatCannotBeRehearsedIsSaidAndNotOffered() {
    auto device = now();
    device.settings.bus = engine::ReplaySettings{.path = "/tmp/x"};
    FaultDialog dialog(*m_gateway, device, *m_theme, nullptr);

    part<QCheckBox>(dialog, QStringLiteral("random"))->click();

    QVERIFY(!dialog.message().isEmpty());
    QVERIFY(!part<QPushButton>(dialog, QStringLiteral("Rehearse"))->isEnabled());
}

void TestDeviceDialogs::aSecondCallBringsTheSameDialog() {
    QWidget window;
    DeviceDialogs dialogs(*m_gateway, *m_theme, &window);
    dialogs.display(m_gateway->snapshot());

    dialogs.openRehearsal(m_device);
    dialogs.openRehearsal(m_device);

    QCOMPARE(window.findChildren<FaultDialog*>().size(), 1);
    QVERIFY(!window.findChild<FaultDialog*>()->isModal());
}

void TestDeviceDialogs::dialogsCloseWithTheirDevice() {
    QWidget window;
    DeviceDialogs dialogs(*m_gateway, *m_theme, &window);
    dialogs.display(m_gateway->snapshot());
    dialogs.openRehearsal(m_device);

    m_gateway->removeDevice(m_device);
    dialogs.display(m_gateway->snapshot());

    QTRY_COMPARE(window.findChildren<FaultDialog*>().size(), 0);
}

void TestDeviceDialogs::everyFieldHasAnAccessibleName() {
    const FaultDialog faults(*m_gateway, now(), *m_theme, nullptr);

    for (auto* widget : faults.findChildren<QWidget*>()) {
        const bool isField = qobject_cast<QComboBox*>(widget) ||
                             qobject_cast<QAbstractSpinBox*>(widget) ||
                             qobject_cast<QAbstractButton*>(widget);
        if (isField)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestDeviceDialogs)
#include "test_device_dialogs.moc"
