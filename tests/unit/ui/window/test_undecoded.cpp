// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

#include "connect/connect_dialog.h"
#include "connect/preview_panel.h"
#include "panels/device_actions.h"
#include "panels/device_tree_delegate.h"
#include "panels/device_words.h"
#include "panels/undecoded_strip.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "support/pty_pair.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;
using engine::DeviceState;

namespace {

engine::DeviceSnapshot undecoded(std::uint32_t id, const std::string& name) {
    engine::DeviceSnapshot device = measuring(id, name);
    device.settings.bus = engine::SerialSettings{.path = "/dev/ttyUSB0"};
    device.state = DeviceState::Error;
    device.lastError = engine::Error{engine::ErrorCode::Undecoded,
                                     "No sample in 900 bytes: 61 % of the newest are no text."};
    return device;
}

QPushButton* buttonNamed(const QWidget& parent, const QString& name) {
    for (auto* button : parent.findChildren<QPushButton*>())
        if (button->accessibleName() == name) return button;
    return nullptr;
}

/// Sends what is no text, a little at a time, as a device does that is read at another rate.
class Murmur {
public:
    explicit Murmur(test::PtyPair& pty) {
        m_timer.setInterval(5);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [&pty] { pty.write("\x80\xf8,\x9e\xe0\x86\xfe\n\xfe\x1c\xe6\n"); });
        m_timer.start();
    }

private:
    QTimer m_timer;
};

}  // namespace

class TestUndecoded : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theStripSaysWhoAndWhatTheBytesLookLike();
    void theButtonsOfTheStripAskForWhatHelps();
    void whatIsNoSerialPortHasNoOtherRates();
    void theRowHasTheSameButtons();
    void aNarrowRowKeepsTheButtonsItHasRoomFor();
    void itIsSaidInOneSentence();
    void theSearchTakesThePortAndGivesItBack();

private:
    QWidget m_window;
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<DeviceActions> m_actions;
};

void TestUndecoded::init() {
    m_gateway = std::move(engine::GatewayCore::create({}).value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    m_actions = std::make_unique<DeviceActions>(*m_gateway, *m_theme, &m_window);
}

void TestUndecoded::cleanup() {
    m_actions.reset();
    qDeleteAll(m_window.children());
    m_gateway.reset();
}

void TestUndecoded::theStripSaysWhoAndWhatTheBytesLookLike() {
    UndecodedStrip strip(*m_actions, *m_theme);
    strip.display(*snapshotOf({measuring(1, "Wind"), unplugged(2, "Fuel")}));
    QVERIFY(!strip.isWanted());

    strip.display(*snapshotOf({undecoded(1, "Bench rig"), undecoded(2, "Oven")}));

    QVERIFY(strip.isWanted());
    QVERIFY2(strip.text().startsWith(QStringLiteral("Bench rig sends, and nothing is decoded")),
             qPrintable(strip.text()));
    QVERIFY(strip.text().contains(QStringLiteral("1 more")));
    QVERIFY(strip.text().contains(QStringLiteral("61 % of the newest are no text.")));
}

void TestUndecoded::theButtonsOfTheStripAskForWhatHelps() {
    UndecodedStrip strip(*m_actions, *m_theme);
    strip.display(*snapshotOf({measuring(1, "Wind"), undecoded(2, "Bench rig")}));
    QSignalSpy rates(m_actions.get(), &DeviceActions::ratesAsked);
    QSignalSpy decoding(m_actions.get(), &DeviceActions::decodingAsked);
    QSignalSpy edit(m_actions.get(), &DeviceActions::editAsked);

    buttonNamed(strip, QStringLiteral("Try all baud rates"))->click();
    buttonNamed(strip, QStringLiteral("Decoding of the device"))->click();
    buttonNamed(strip, QStringLiteral("Edit the device"))->click();

    for (const QSignalSpy* asked : {&rates, &decoding, &edit}) {
        QCOMPARE(asked->count(), 1);
        QCOMPARE(asked->at(0)[0].value<engine::DeviceId>(), engine::DeviceId{2});
    }
}

void TestUndecoded::whatIsNoSerialPortHasNoOtherRates() {
    UndecodedStrip strip(*m_actions, *m_theme);
    auto device = undecoded(1, "Gate");
    device.settings.bus = engine::TcpSettings{"gate", 4001};

    strip.display(*snapshotOf({device}));

    QVERIFY(buttonNamed(strip, QStringLiteral("Try all baud rates"))->isHidden());
    QVERIFY(!buttonNamed(strip, QStringLiteral("Edit the device"))->isHidden());
    QVERIFY(!deviceRow(device, timeAt(10'000)).hasRates);
}

void TestUndecoded::theRowHasTheSameButtons() {
    DeviceModel model;
    model.display(snapshotOf({undecoded(1, "Bench rig"), unplugged(2, "Fuel")}));
    const DeviceTreeDelegate delegate(*m_theme, nullptr);
    const auto parts = [&](int at, int width) {
        const QModelIndex index = model.index(at);
        const QRect row(0, 0, width, delegate.sizeHint({}, index).height());
        QSet<DeviceRowPart> found;
        for (int y = 0; y < row.height(); y += 2)
            for (int x = 0; x < row.width(); x += 2)
                found.insert(delegate.partAt({x, y}, row, index));
        return found;
    };

    const auto found = parts(0, 400);

    for (const auto part : {DeviceRowPart::TryRates, DeviceRowPart::Decoding, DeviceRowPart::Edit,
                            DeviceRowPart::StartStop, DeviceRowPart::Menu})
        QVERIFY(found.contains(part));
    QVERIFY(!found.contains(DeviceRowPart::TryNow));
    QVERIFY(!parts(1, 400).contains(DeviceRowPart::TryRates));
    QVERIFY(parts(1, 400).contains(DeviceRowPart::TryNow));
}

void TestUndecoded::aNarrowRowKeepsTheButtonsItHasRoomFor() {
    DeviceModel model;
    model.display(snapshotOf({undecoded(1, "Bench rig")}));
    const DeviceTreeDelegate delegate(*m_theme, nullptr);
    const QModelIndex index = model.index(0);
    const int height = delegate.sizeHint({}, index).height();
    const QRect row(0, 0, 180, height);

    QSet<DeviceRowPart> found;
    for (int x = 0; x < row.width(); ++x)
        found.insert(delegate.partAt({x, height - 16}, row, index));

    QVERIFY(found.contains(DeviceRowPart::TryRates));
    QVERIFY(!found.contains(DeviceRowPart::Edit));
}

void TestUndecoded::itIsSaidInOneSentence() {
    QCOMPARE(overallText(*snapshotOf({undecoded(1, "Bench rig")})),
             QStringLiteral("Bench rig sends what cannot be decoded."));
}

void TestUndecoded::theSearchTakesThePortAndGivesItBack() {
    test::PtyPair pty;
    const Murmur murmur(pty);
    const auto device =
        m_gateway
            ->addDevice(
                engine::parseDeviceSpec("serial:" + pty.slavePath() + "?baud=9600&id=rig").value())
            .value();
    const auto look = [&] { return *m_gateway->snapshot()->find(device); };
    m_gateway->command(device, engine::DeviceCommand::Start);
    QTRY_VERIFY(isUndecoded(look()));
    ConnectDialog dialog(*m_gateway, *m_theme, nullptr);

    dialog.findRate(look());
    dialog.show();

    QTRY_VERIFY(dialog.preview()->isSearching());
    QCOMPARE(look().state, DeviceState::Idle);
    dialog.reject();
    QTRY_VERIFY(isUndecoded(look()));
}

QTEST_MAIN(TestUndecoded)
#include "test_undecoded.moc"
