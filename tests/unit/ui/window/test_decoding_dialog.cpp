// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>

#include "devices/decoding_dialog.h"
#include "devices/decoding_words.h"
#include "devices/device_dialogs.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using engine::Format;

namespace {

/// A device at a serial port from which nothing could be decoded.
engine::DeviceSnapshot puzzling(const std::string& newest) {
    auto device = samples::measuring(1, "Puzzle");
    engine::SerialSettings serial;
    serial.baud = 9600;
    device.settings.bus = serial;
    device.formatText.clear();
    device.rateHz = 0;
    device.ledger = {};
    device.ledger.bytesRead = newest.size();
    device.rawTail = newest;
    engine::AutoDecision decision;
    decision.reason = "9 lines, no two of data that agree";
    decision.candidates = {{Format::Csv, "the last line is no row of numbers"},
                           {Format::Nmea, "no sentence with a valid checksum in 9 lines"}};
    device.decision = std::make_shared<const engine::AutoDecision>(decision);
    return device;
}

engine::DeviceSnapshot decided() {
    auto device = samples::measuring(1, "Compass");
    engine::AutoDecision decision;
    decision.chosen = Format::Nmea;
    decision.confidence = "certain";
    decision.reason = "3 sentences with a valid checksum";
    decision.candidates = {{Format::Csv, "no row of numbers"}, {Format::Nmea, decision.reason}};
    device.decision = std::make_shared<const engine::AutoDecision>(decision);
    return device;
}

/// A part by its accessible name.
template <typename Part>
Part* part(const QWidget& dialog, const QString& name) {
    for (auto* one : dialog.findChildren<Part*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

QTreeWidgetItem* row(const DecodingDialog& dialog, const QString& format) {
    auto* formats = part<QTreeWidget>(dialog, QStringLiteral("Formats"));
    const auto found = formats->findItems(format, Qt::MatchExactly);
    return found.isEmpty() ? nullptr : found.first();
}

}  // namespace

class TestDecodingDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void bytesStandAsHexAndText();
    void theVerdictSaysFormatConfidenceAndReason();
    void theVerdictSaysWhyThereIsNoFormat();
    void aFormatChosenByHandIsCalledSo();
    void noBytesAskForCablePortAndPower();
    void aDeviceThatIsStoppedIsToldToStart();
    void unreadableBytesAtAPortPointToTheBaudRate();
    void unreadableBytesOfANetworkDoNot();
    void textWithoutNumbersIsSaid();
    void aForeignAlphabetIsText();
    void textThatFitsNoFormatIsSaid();
    void aBinaryFormatWithoutFramesPointsToBaudRateAndLayout();
    void damageIsCountedByReason();
    void everyCandidateHasItsReason();
    void theDamagedFrameIsShown();
    void itShowsItselfTwiceASecond();
    void selectedBytesStandStill();
    void aFormatIsChosenRightThere();
    void theAutomaticFormatComesBack();
    void itClosesWithItsDevice();
    void everyPartHasAnAccessibleName();

private:
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    engine::DeviceId m_device;
};

void TestDecodingDialog::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    engine::DeviceSettings settings;
    settings.id = "demo";
    m_device = m_gateway->addDevice(settings).value();
}

void TestDecodingDialog::cleanup() {
    m_gateway.reset();
}

void TestDecodingDialog::bytesStandAsHexAndText() {
    const QStringList lines = hexDump(std::string("$GPHDT,1\r\n\0\xFF"
                                                  "abcdef",
                                                  18))
                                  .split(QLatin1Char('\n'));

    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], QStringLiteral("0000  24 47 50 48 44 54 2C 31  0D 0A 00 FF 61 62 63 64  "
                                      "$GPHDT,1....abcd"));
    QCOMPARE(lines[1].left(11), QStringLiteral("0010  65 66"));
    QCOMPARE(lines[1].indexOf(QStringLiteral("ef")), lines[0].indexOf(QLatin1Char('$')));
    QVERIFY(hexDump({}).isEmpty());
}

void TestDecodingDialog::theVerdictSaysFormatConfidenceAndReason() {
    QCOMPARE(decodingVerdict(decided()),
             QStringLiteral("NMEA 0183, certain: 3 sentences with a valid checksum."));
}

void TestDecodingDialog::theVerdictSaysWhyThereIsNoFormat() {
    QCOMPARE(decodingVerdict(puzzling("ab\n")),
             QStringLiteral("No format fits so far: 9 lines, no two of data that agree."));
}

void TestDecodingDialog::aFormatChosenByHandIsCalledSo() {
    auto device = decided();
    device.decision.reset();
    device.settings.decode.format = Format::Csv;
    device.formatText = "CSV, no line of data so far";

    QCOMPARE(decodingVerdict(device),
             QStringLiteral(
                 "CSV, no line of data so far. The format was chosen by hand or by the profile."));
}

void TestDecodingDialog::noBytesAskForCablePortAndPower() {
    QCOMPARE(decodingHint(puzzling("")).text,
             QStringLiteral("No bytes so far. Check the cable, the port and the power."));
    QCOMPARE(noBytesText(puzzling("")),
             QStringLiteral("No bytes so far. Check the cable, the port and the power."));
}

void TestDecodingDialog::aDeviceThatIsStoppedIsToldToStart() {
    QCOMPARE(decodingHint(samples::idle(1, "a")).text,
             QStringLiteral("No bytes so far: the device is stopped. Start it."));
}

void TestDecodingDialog::unreadableBytesAtAPortPointToTheBaudRate() {
    const DecodingHint hint =
        decodingHint(puzzling("\x9C\xF0\xE2\x1F\x8E\xFE"
                              "ab12"));

    QVERIFY2(hint.text.startsWith(QStringLiteral("Probably the baud rate is wrong: 60")),
             qPrintable(hint.text));
    QVERIFY2(hint.text.contains(QStringLiteral("It is 9600;")), qPrintable(hint.text));
    QCOMPARE(hint.level, AlarmLevel::Warning);
}

void TestDecodingDialog::unreadableBytesOfANetworkDoNot() {
    auto device = puzzling("\x9C\xF0\xE2\x1F\x8E\xFE");
    device.settings.bus = engine::TcpSettings{"localhost", 4001};

    QVERIFY(!decodingHint(device).text.contains(QStringLiteral("baud")));
    QVERIFY(decodingHint(device).text.contains(QStringLiteral("probably binary frames")));
}

void TestDecodingDialog::textWithoutNumbersIsSaid() {
    const QString text = decodingHint(puzzling("Booting the controller\r\nready\r\n")).text;

    QVERIFY2(text.startsWith(QStringLiteral("The device sends text, but no numbers")),
             qPrintable(text));
}

void TestDecodingDialog::aForeignAlphabetIsText() {
    const QString text =
        decodingHint(puzzling("\u0437\u0430\u0433\u0440\u0443\u0437\u043A\u0430")).text;

    QVERIFY2(text.startsWith(QStringLiteral("The device sends text")), qPrintable(text));
}

void TestDecodingDialog::textThatFitsNoFormatIsSaid() {
    const QString text = decodingHint(puzzling("a 1 b\r\n2 of 7\r\n")).text;

    QVERIFY2(text.startsWith(QStringLiteral("The device sends text with numbers")),
             qPrintable(text));
}

void TestDecodingDialog::aBinaryFormatWithoutFramesPointsToBaudRateAndLayout() {
    auto device = puzzling("\x9C\xF0\xE2\x1F\x8E\xFE");
    engine::applyProfile(engine::loadProfile("mh-z19").profile, device.settings);

    const QString text = decodingHint(device).text;

    QVERIFY2(text.startsWith(QStringLiteral("No whole frame so far.")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("9600")), qPrintable(text));
}

void TestDecodingDialog::damageIsCountedByReason() {
    auto device = decided();
    QCOMPARE(damageText(device), QStringLiteral("No frame was damaged."));
    QVERIFY(decodingHint(device).text.isEmpty());

    device.framesDamaged[engine::DiscardReason::Checksum] = 1200;
    device.framesDamaged[engine::DiscardReason::Overlong] = 4;

    QCOMPARE(damageText(device),
             QStringLiteral("1\u202F204 damaged frames (1\u202F200: wrong checksum, 4: frame too "
                            "long)."));
    QCOMPARE(decodingHint(device).level, AlarmLevel::Warning);
}

void TestDecodingDialog::everyCandidateHasItsReason() {
    const DecodingDialog dialog(*m_gateway, decided(), *m_theme, nullptr);

    QCOMPARE(row(dialog, QStringLiteral("Automatic"))->text(1), QStringLiteral("in use"));
    QCOMPARE(row(dialog, QStringLiteral("NMEA 0183"))->text(1),
             QStringLiteral("found: 3 sentences with a valid checksum"));
    QCOMPARE(row(dialog, QStringLiteral("CSV"))->text(1), QStringLiteral("no row of numbers"));
    QVERIFY(row(dialog, QStringLiteral("Modbus RTU"))
                ->text(1)
                .startsWith(QStringLiteral("not looked for")));
    QVERIFY(!row(dialog, QStringLiteral("Binary frames")));
}

void TestDecodingDialog::theDamagedFrameIsShown() {
    auto device = decided();
    DecodingDialog dialog(*m_gateway, device, *m_theme, nullptr);
    auto* bytes = part<QPlainTextEdit>(dialog, QStringLiteral("The last damaged frame"));
    QVERIFY(bytes->isHidden());
    device.framesDamaged[engine::DiscardReason::Checksum] = 1;
    device.lastDamage = engine::Damage{engine::DiscardReason::Checksum, samples::timeAt(1), "$GP"};

    dialog.display(device);

    QVERIFY(!bytes->isHidden());
    QVERIFY(bytes->toPlainText().startsWith(QStringLiteral("0000  24 47 50")));
}

void TestDecodingDialog::itShowsItselfTwiceASecond() {
    auto device = puzzling("first");
    DecodingDialog dialog(*m_gateway, device, *m_theme, nullptr);
    const auto* bytes = part<QPlainTextEdit>(dialog, QStringLiteral("Newest bytes"));
    dialog.display(device);

    device.rawTail = "second";
    dialog.display(device);

    QVERIFY(bytes->toPlainText().contains(QStringLiteral("first")));
    QTRY_VERIFY(bytes->toPlainText().contains(QStringLiteral("second")));
}

void TestDecodingDialog::selectedBytesStandStill() {
    auto device = puzzling("first");
    DecodingDialog dialog(*m_gateway, device, *m_theme, nullptr);
    auto* bytes = part<QPlainTextEdit>(dialog, QStringLiteral("Newest bytes"));
    bytes->selectAll();
    device.rawTail = "second";

    dialog.display(device);

    QVERIFY(bytes->toPlainText().contains(QStringLiteral("first")));
}

void TestDecodingDialog::aFormatIsChosenRightThere() {
    auto device = *m_gateway->snapshot()->find(m_device);
    DecodingDialog dialog(*m_gateway, device, *m_theme, nullptr);
    auto* use = part<QPushButton>(dialog, QStringLiteral("Use this format"));
    QVERIFY(!use->isEnabled());
    row(dialog, QStringLiteral("Teleplot"))
        ->treeWidget()
        ->setCurrentItem(row(dialog, QStringLiteral("Teleplot")));
    QVERIFY(use->isEnabled());

    use->click();

    const auto format = [&] { return m_gateway->snapshot()->find(m_device)->settings.decode; };
    QTRY_COMPARE(format().format, Format::Teleplot);
    device = *m_gateway->snapshot()->find(m_device);
    dialog.display(device);
    QCOMPARE(row(dialog, QStringLiteral("Teleplot"))->text(1), QStringLiteral("in use"));
    QVERIFY(!use->isEnabled());
}

void TestDecodingDialog::theAutomaticFormatComesBack() {
    m_gateway->setFormat(m_device, Format::Teleplot);
    const auto format = [&] {
        return m_gateway->snapshot()->find(m_device)->settings.decode.format;
    };
    QTRY_COMPARE(format(), Format::Teleplot);
    const DecodingDialog dialog(*m_gateway, *m_gateway->snapshot()->find(m_device), *m_theme,
                                nullptr);

    part<QPushButton>(dialog, QStringLiteral("Find it automatically"))->click();

    QTRY_COMPARE(format(), Format::Auto);
}

void TestDecodingDialog::itClosesWithItsDevice() {
    QWidget window;
    DeviceDialogs dialogs(*m_gateway, *m_theme, &window);
    dialogs.display(m_gateway->snapshot());

    dialogs.openDecoding(m_device);
    dialogs.openDecoding(m_device);

    QCOMPARE(window.findChildren<DecodingDialog*>().size(), 1);
    m_gateway->removeDevice(m_device);
    dialogs.display(m_gateway->snapshot());
    QVERIFY(!window.findChild<DecodingDialog*>()->isVisible());
}

void TestDecodingDialog::everyPartHasAnAccessibleName() {
    const DecodingDialog dialog(*m_gateway, decided(), *m_theme, nullptr);

    for (auto* widget : dialog.findChildren<QWidget*>()) {
        const bool isPart = qobject_cast<QPlainTextEdit*>(widget) ||
                            qobject_cast<QTreeWidget*>(widget) ||
                            qobject_cast<QAbstractButton*>(widget);
        if (isPart)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestDecodingDialog)
#include "test_decoding_dialog.moc"
