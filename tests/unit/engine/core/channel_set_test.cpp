// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/channel_set.h"

#include <QTest>

using namespace telemetryhub::engine;

class ChannelSetTest : public QObject {
    Q_OBJECT

private slots:
    void aChannelIsFoundByItsName();
    void anUnknownNameHasNoIndex();
    void aTitleIsSplitIntoNameAndUnit_data();
    void aTitleIsSplitIntoNameAndUnit();
};

void ChannelSetTest::aChannelIsFoundByItsName() {
    const ChannelSet set(std::vector<Channel>{{"a", "V", {}}, {"b", "A", {}}});

    QCOMPARE(set.indexOf("b"), std::optional<std::size_t>(1));
    QCOMPARE(set.size(), std::size_t{2});
}

void ChannelSetTest::anUnknownNameHasNoIndex() {
    const ChannelSet set(std::vector<Channel>{{"a", "V", {}}});

    QVERIFY(!set.indexOf("A").has_value());
}

void ChannelSetTest::aTitleIsSplitIntoNameAndUnit_data() {
    QTest::addColumn<QByteArray>("title");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("bare") << QByteArray("speed") << QByteArray("speed") << QByteArray();
    QTest::newRow("unit") << QByteArray("speed [kn]") << QByteArray("speed") << QByteArray("kn");
    QTest::newRow("blanks") << QByteArray("  a b  [ m/s ] ") << QByteArray("a b")
                            << QByteArray("m/s");
    QTest::newRow("brackets in the name")
        << QByteArray("x[1] [V]") << QByteArray("x[1]") << QByteArray("V");
    QTest::newRow("only brackets") << QByteArray("[V]") << QByteArray("[V]") << QByteArray();
    QTest::newRow("not closed") << QByteArray("a [V") << QByteArray("a [V") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray();
}

void ChannelSetTest::aTitleIsSplitIntoNameAndUnit() {
    QFETCH(QByteArray, title);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, unit);

    const Channel channel = channelFromTitle(title.toStdString());

    QCOMPARE(channel.name, name.toStdString());
    QCOMPARE(channel.unit, unit.toStdString());
}

QTEST_APPLESS_MAIN(ChannelSetTest)
#include "channel_set_test.moc"
