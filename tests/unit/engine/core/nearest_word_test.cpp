// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/nearest_word.h"

#include <array>
#include <string>

#include <QTest>

using namespace telemetryhub::engine;

class NearestWordTest : public QObject {
    Q_OBJECT

private slots:
    void aTypoFindsItsWord_data();
    void aTypoFindsItsWord();
};

void NearestWordTest::aTypoFindsItsWord_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("meant");
    QTest::newRow("a letter more") << QByteArray("baudd") << QByteArray("baud");
    QTest::newRow("two swapped") << QByteArray("devcie") << QByteArray("device");
    QTest::newRow("missing dash") << QByteArray("nogui") << QByteArray("no-gui");
    QTest::newRow("nothing near") << QByteArray("frobnicate") << QByteArray();
    QTest::newRow("one letter is no hint") << QByteArray("x") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void NearestWordTest::aTypoFindsItsWord() {
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, meant);
    constexpr std::array<std::string_view, 4> kKnown{"baud", "device", "no-gui", "id"};

    const auto nearest = nearestWord(typed.toStdString(), kKnown);

    QCOMPARE(QByteArray::fromStdString(std::string(nearest.value_or(""))), meant);
}

QTEST_APPLESS_MAIN(NearestWordTest)
#include "nearest_word_test.moc"
