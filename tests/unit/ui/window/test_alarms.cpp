// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <QAbstractItemModelTester>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStyleOptionViewItem>
#include <QTest>

#include "../chart/chart_fixture.h"
#include "panels/alarm_words.h"
#include "panels/channel_selection.h"
#include "panels/device_delegate.h"
#include "panels/device_model.h"
#include "panels/device_words.h"
#include "panels/value_delegate.h"
#include "panels/values_model.h"
#include "snapshot_samples.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::samples;
using engine::AlarmState;

namespace {

engine::AlarmStatus alarm(const std::string& channel, engine::AlarmLevel level, AlarmState state,
                          const std::string& text) {
    engine::AlarmStatus status;
    status.name = channel + " high";
    status.channel = channel;
    status.level = level;
    status.state = state;
    status.text = text;
    return status;
}

engine::AlarmStatus critical(AlarmState state = AlarmState::Raised) {
    return alarm("co2", engine::AlarmLevel::Critical, state, "co2 2100 ppm is above 2000 ppm");
}

engine::AlarmStatus warning(AlarmState state = AlarmState::Raised) {
    return alarm("temperature", engine::AlarmLevel::Warning, state,
                 "temperature 31 \u00b0C is above 30 \u00b0C");
}

engine::DeviceSnapshot office(std::vector<engine::AlarmStatus> alarms) {
    auto device = measuring(1, "Office");
    engine::Channel co2{"co2", "ppm", 0, "#E6194B", engine::ValueRange{400, 2400}};
    setChannels(device, {co2, {"temperature", "\u00b0C", 1}}, {2100, 31});
    device.alarms = std::move(alarms);
    return device;
}

/// The tiles of one device.
struct Tiles {
    explicit Tiles(const engine::DeviceSnapshot& device) {
        const auto snapshot = snapshotOf({device});
        selection.update(*snapshot);
        model.display(snapshot);
    }

    [[nodiscard]] ValueRow row(int index) const {
        return model.index(index).data(ValuesModel::RowRole).value<ValueRow>();
    }

    engine::History history{1'000'000};
    ChannelSelection selection;
    ValuesModel model{history, selection};
};

template <typename Delegate>
QImage painted(const Delegate& delegate, const QModelIndex& index, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    delegate.paint(&painter, option, index);
    return image;
}

int pixelsOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb();
    return count;
}

}  // namespace

class TestAlarms : public QObject {
    Q_OBJECT

private slots:
    void theWorstThatWaitsIsNamed_data();
    void theWorstThatWaitsIsNamed();
    void whatIsOverAndWhatIsKnownIsSaid();
    void theStatusSentenceCountsAlarmsThatWait();
    void amongSeveralDevicesTheSentenceNamesTheOne();
    void anErrorComesBeforeAnAlarm();
    void theRowOfADeviceSaysItsAlarm();
    void anAlarmLineAsksForANewHeight();
    void theSentenceOfAnErrorTakesThePlaceOfTheAlarmLine();
    void theTileOfTheChannelSaysItsAlarm();
    void aCalmTileKeepsItsShapeAlone();
    void theBarOfATileShowsTheRangeOfItsChannel();
    void theColourOfAChannelIsUsed();
    void aRowHasTheShapeOfItsAlarm();
};

void TestAlarms::theWorstThatWaitsIsNamed_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<QString>("channel");
    const int raised = static_cast<int>(AlarmState::Raised);
    const int known = static_cast<int>(AlarmState::Acknowledged);
    const int over = static_cast<int>(AlarmState::Returned);
    QTest::newRow("critical before warning") << raised << raised << QStringLiteral("co2");
    QTest::newRow("waiting before known") << raised << known << QStringLiteral("temperature");
    QTest::newRow("both known") << known << known << QStringLiteral("co2");
    QTest::newRow("over, but it waits") << over << known << QStringLiteral("temperature");
}

void TestAlarms::theWorstThatWaitsIsNamed() {
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(QString, channel);

    const std::vector<engine::AlarmStatus> alarms{warning(static_cast<AlarmState>(first)),
                                                  critical(static_cast<AlarmState>(second))};

    QCOMPARE(QString::fromStdString(worstAlarm(alarms)->channel), channel);
}

void TestAlarms::whatIsOverAndWhatIsKnownIsSaid() {
    QCOMPARE(alarmSentence(critical()), QStringLiteral("co2 2100 ppm is above 2000 ppm"));
    QCOMPARE(alarmSentence(critical(AlarmState::Returned)),
             QStringLiteral("co2 2100 ppm is above 2000 ppm (over, not acknowledged)"));
    QCOMPARE(alarmSentence(critical(AlarmState::Acknowledged)),
             QStringLiteral("co2 2100 ppm is above 2000 ppm (acknowledged)"));
}

void TestAlarms::theStatusSentenceCountsAlarmsThatWait() {
    const auto two = snapshotOf({office({warning(), critical()})});
    QCOMPARE(overallText(*two), QStringLiteral("2 alarms: co2 2100 ppm is above 2000 ppm; 1 device "
                                               "measures."));

    const auto one = snapshotOf({office({warning(), critical(AlarmState::Acknowledged)})});
    QVERIFY2(overallText(*one).startsWith(QStringLiteral("1 alarm: temperature 31")),
             qPrintable(overallText(*one)));

    const auto none = snapshotOf({office({critical(AlarmState::Acknowledged)})});
    QCOMPARE(overallText(*none), QStringLiteral("1 device measures."));
}

void TestAlarms::amongSeveralDevicesTheSentenceNamesTheOne() {
    const auto snapshot = snapshotOf({idle(2, "Hall"), office({critical()})});

    QCOMPARE(alarmsClause(*snapshot),
             QStringLiteral("1 alarm: Office, co2 2100 ppm is above 2000 ppm"));
}

void TestAlarms::anErrorComesBeforeAnAlarm() {
    const auto snapshot = snapshotOf({office({critical()}), unplugged(2, "Pump")});

    QVERIFY2(overallText(*snapshot).startsWith(QStringLiteral("Pump is unplugged; 1 alarm: ")),
             qPrintable(overallText(*snapshot)));
}

void TestAlarms::theRowOfADeviceSaysItsAlarm() {
    const DeviceRow row = deviceRow(office({warning(), critical()}), timeAt(10'000));

    QCOMPARE(row.alarm, std::optional(AlarmLevel::Critical));
    QVERIFY(row.alarmWaits);
    QCOMPARE(row.alarmText, QStringLiteral("co2 2100 ppm is above 2000 ppm"));
    QVERIFY2(row.spoken.contains(QStringLiteral("Critical: co2 2100 ppm")), qPrintable(row.spoken));
}

void TestAlarms::anAlarmLineAsksForANewHeight() {
    DeviceModel model;
    const QAbstractItemModelTester tester(&model);
    const Theme theme(ThemeKind::Dark);
    const DeviceDelegate delegate(theme, nullptr);
    QSignalSpy changed(&model, &DeviceModel::rowStateChanged);
    model.display(snapshotOf({office({})}));
    const int plain = delegate.sizeHint({}, model.index(0)).height();

    model.display(snapshotOf({office({critical()})}));

    QCOMPARE(changed.count(), 1);
    QVERIFY(delegate.sizeHint({}, model.index(0)).height() > plain);
    model.display(snapshotOf({office({critical(AlarmState::Acknowledged)})}));
    QCOMPARE(changed.count(), 1);
}

void TestAlarms::theSentenceOfAnErrorTakesThePlaceOfTheAlarmLine() {
    DeviceModel model;
    auto device = unplugged(1, "Office");
    device.alarms = {critical()};

    model.display(snapshotOf({device}));

    const QModelIndex row = model.index(0);
    QVERIFY(!row.data(DeviceModel::HasAlarmLineRole).toBool());
    QVERIFY(row.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Critical: co2")));
}

void TestAlarms::theTileOfTheChannelSaysItsAlarm() {
    const Tiles tiles(office({critical()}));

    QCOMPARE(tiles.row(0).alarm, std::optional(AlarmLevel::Critical));
    QVERIFY(!tiles.row(1).alarm);
    const QString spoken = tiles.model.index(0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.endsWith(QStringLiteral(", Critical: co2 2100 ppm is above 2000 ppm")),
             qPrintable(spoken));
}

void TestAlarms::aCalmTileKeepsItsShapeAlone() {
    const Theme theme(ThemeKind::Dark);
    const ValueDelegate delegate(theme, nullptr);
    const QSize size = delegate.sizeHint({}, {});
    const auto pixels = [&](std::vector<engine::AlarmStatus> alarms) {
        const Tiles tiles(office(std::move(alarms)));
        return pixelsOf(painted(delegate, tiles.model.index(0), size), theme.colors().critical);
    };

    const int waiting = pixels({critical()});
    const int known = pixels({critical(AlarmState::Acknowledged)});
    const int none = pixels({});

    QCOMPARE(none, 0);
    QVERIFY(known > 0);
    QVERIFY(waiting > 3 * known);
}

void TestAlarms::theBarOfATileShowsTheRangeOfItsChannel() {
    const auto snapshot = snapshotOf({office({})});
    engine::BlockPool pool;
    engine::History history(10'000'000);
    testing::ScriptedDevice source(history, pool, snapshot->start, engine::DeviceId{1}, 2);
    constexpr std::int64_t kEnd = 9'000 * samples::kSecond;
    source.add(kEnd - 2 * samples::kSecond, std::array{900.0, 29.0});
    source.add(kEnd - samples::kSecond, std::array{2100.0, 31.0});
    source.flush();
    ChannelSelection selection;
    ValuesModel model(history, selection);

    model.display(snapshot);

    const auto ranged = model.index(0).data(ValuesModel::RowRole).value<ValueRow>();
    QCOMPARE(ranged.low, QStringLiteral("400"));
    QCOMPARE(ranged.high, QStringLiteral("2\u202F400"));
    QCOMPARE(ranged.leastAt, 0.25);
    QCOMPARE(ranged.mostAt, 0.85);
    QCOMPARE(ranged.valueAt, 0.85);
    QVERIFY(model.index(0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("Last 5 min: 900 to 2\u202F100")));
    const auto free = model.index(1).data(ValuesModel::RowRole).value<ValueRow>();
    QCOMPARE(free.low, QStringLiteral("29.0"));
    QCOMPARE(free.mostAt, 1.0);
}

void TestAlarms::theColourOfAChannelIsUsed() {
    const Tiles tiles(office({}));
    const Theme theme(ThemeKind::Light);

    QCOMPARE(tiles.row(0).colour, QColor(0xE6, 0x19, 0x4B));
    QVERIFY(!tiles.row(1).colour.isValid());
    QCOMPARE(tiles.selection.shownChannels()[0].colour, QColor(0xE6, 0x19, 0x4B));
    QCOMPARE(theme.channelColor(3, tiles.row(0).colour), QColor(0xE6, 0x19, 0x4B));
    QCOMPARE(theme.channelPen(13, tiles.row(0).colour).style(), Qt::SolidLine);
    QCOMPARE(theme.channelColor(3, {}), theme.colors().chart[3]);
}

void TestAlarms::aRowHasTheShapeOfItsAlarm() {
    const Theme theme(ThemeKind::Dark);
    DeviceDelegate delegate(theme, nullptr);
    DeviceModel model;
    model.display(snapshotOf({office({critical()})}));

    for (const bool compact : {false, true}) {
        delegate.setCompact(compact);
        const QSize size(300, delegate.sizeHint({}, model.index(0)).height());
        QVERIFY(pixelsOf(painted(delegate, model.index(0), size), theme.colors().critical) > 20);
    }
}

QTEST_MAIN(TestAlarms)
#include "test_alarms.moc"
